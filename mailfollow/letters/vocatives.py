"""The vocative of the commonest Polish first names. What is not here is not guessed."""

from __future__ import annotations

_PAIRS = """
Ada Ado, Adam Adamie, Adaś Adasiu, Adrian Adrianie, Adrianna Adrianno, Aga Ago, Agata Agato,
Agatka Agatko, Agnieszka Agnieszko, Ala Alu, Albert Albercie, Aldona Aldono, Aleksander Aleksandrze,
Aleksandra Aleksandro, Alek Alku, Alicja Alicjo, Alina Alino, Amelia Amelio, Andrzej Andrzeju,
Andżelika Andżeliko, Aneta Aneto, Angelika Angeliko, Ania Aniu, Anita Anito, Anna Anno,
Antek Antku, Antoni Antoni, Antonina Antonino, Arek Arku, Arkadiusz Arkadiuszu, Artur Arturze,
Asia Asiu, Barbara Barbaro, Bartek Bartku, Bartłomiej Bartłomieju, Bartosz Bartoszu, Basia Basiu,
Beata Beato, Bernadetta Bernadetto, Blanka Blanko, Błażej Błażeju, Bogdan Bogdanie,
Bogumiła Bogumiło, Bogusia Bogusiu, Bogusław Bogusławie, Bogusława Bogusławo, Bożena Bożeno,
Bronisław Bronisławie, Cecylia Cecylio, Celina Celino, Cezary Cezary, Czarek Czarku,
Czesław Czesławie, Dagmara Dagmaro, Damian Damianie, Daniel Danielu, Danuta Danuto, Danusia Danusiu,
Darek Darku, Dariusz Dariuszu, Daria Dario, Dawid Dawidzie, Diana Diano, Dominik Dominiku,
Dominika Dominiko, Dorota Doroto, Dorotka Dorotko, Edward Edwardzie, Edyta Edyto, Eliza Elizo,
Ela Elu, Elżbieta Elżbieto, Emil Emilu, Emilia Emilio, Emilka Emilko, Eryk Eryku, Ernest Erneście,
Eugeniusz Eugeniuszu, Ewa Ewo, Ewelina Ewelino, Ewka Ewko, Fabian Fabianie, Felicja Felicjo,
Feliks Feliksie, Filip Filipie, Franciszek Franciszku, Franek Franku, Gabriel Gabrielu,
Gabriela Gabrielo, Gabrysia Gabrysiu, Genowefa Genowefo, Grażyna Grażyno, Grzegorz Grzegorzu,
Grzesiek Grześku, Halina Halino, Halinka Halinko, Hania Haniu, Hanka Hanko, Hanna Hanno,
Helena Heleno, Henryk Henryku, Henryka Henryko, Hubert Hubercie, Ida Ido, Ignacy Ignacy, Iga Igo,
Igor Igorze, Ilona Ilono, Irek Irku, Irena Ireno, Ireneusz Ireneuszu, Irmina Irmino, Iwona Iwono,
Iza Izo, Izabela Izabelo, Jacek Jacku, Jadwiga Jadwigo, Jadzia Jadziu, Jagoda Jagodo, Jakub Jakubie,
Jan Janie, Janek Janku, Janina Janino, Janusz Januszu, Jarek Jarku, Jarosław Jarosławie, Jaś Jasiu,
Jerzy Jerzy, Jola Jolu, Jolanta Jolanto, Joanna Joanno, Józef Józefie, Julia Julio, Julian Julianie,
Julita Julito, Julka Julko, Jurek Jurku, Justyna Justyno, Justynka Justynko, Kacper Kacprze,
Kaja Kaju, Kalina Kalino, Kamil Kamilu, Kamila Kamilo, Karol Karolu, Karolina Karolino,
Karolinka Karolinko, Kasia Kasiu, Katarzyna Katarzyno, Kazimierz Kazimierzu, Kazimiera Kazimiero,
Kaśka Kaśko, Kinga Kingo, Klara Klaro, Klaudia Klaudio, Konrad Konradzie, Kornelia Kornelio,
Krystian Krystianie, Krystyna Krystyno, Krysia Krysiu, Krzysiek Krzyśku, Krzysztof Krzysztofie,
Kuba Kubo, Laura Lauro, Lech Lechu, Lena Leno, Leon Leonie, Leszek Leszku, Lidia Lidio, Lila Lilu,
Liliana Liliano, Lucjan Lucjanie, Lucyna Lucyno, Ludwik Ludwiku, Ludmiła Ludmiło, Łucja Łucjo,
Łukasz Łukaszu, Maciej Macieju, Maciek Maćku, Magda Magdo, Magdalena Magdaleno, Maja Maju,
Maks Maksie, Maksymilian Maksymilianie, Małgorzata Małgorzato, Małgosia Małgosiu, Gosia Gosiu,
Marcel Marcelu, Marcelina Marcelino, Marcin Marcinie, Marek Marku, Maria Mario, Marian Marianie,
Marianna Marianno, Mariola Mariolo, Mariusz Mariuszu, Marlena Marleno, Marta Marto, Martyna Martyno,
Martynka Martynko, Maryla Marylo, Marysia Marysiu, Marzena Marzeno, Mateusz Mateuszu,
Matylda Matyldo, Michalina Michalino, Michał Michale, Mieczysław Mieczysławie, Mikołaj Mikołaju,
Milena Mileno, Mirek Mirku, Mirosław Mirosławie, Mirosława Mirosławo, Monika Moniko,
Nadia Nadio, Natalia Natalio, Natalka Natalko, Natasza Nataszo, Nikodem Nikodemie, Nikola Nikolo,
Nina Nino, Norbert Norbercie, Ola Olu, Olek Olku, Olga Olgo, Oliwia Oliwio, Oskar Oskarze,
Patrycja Patrycjo, Patryk Patryku, Paulina Paulino, Paweł Pawle, Piotr Piotrze, Piotrek Piotrku,
Pola Polu, Przemek Przemku, Przemysław Przemysławie, Radek Radku, Radosław Radosławie, Rafał Rafale,
Regina Regino, Renata Renato, Robert Robercie, Roman Romanie, Róża Różo, Ryszard Ryszardzie,
Rysiek Ryśku, Sabina Sabino, Sandra Sandro, Sebastian Sebastianie, Seweryn Sewerynie, Sara Saro,
Sławek Sławku, Sławomir Sławomirze, Sonia Soniu, Stanisław Stanisławie, Stanisława Stanisławo,
Staszek Staszku, Stefan Stefanie, Stefania Stefanio, Stefcia Stefciu, Sylwester Sylwestrze,
Sylwia Sylwio, Szymon Szymonie, Tadeusz Tadeuszu, Tadek Tadku, Tamara Tamaro, Tatiana Tatiano,
Teresa Tereso, Teodor Teodorze, Tomasz Tomaszu, Tomek Tomku, Tymon Tymonie, Tymoteusz Tymoteuszu,
Urszula Urszulo, Ula Ulu, Wacław Wacławie, Waldemar Waldemarze, Waldek Waldku, Wanda Wando,
Weronika Weroniko, Wiesław Wiesławie, Wiesława Wiesławo, Wiesia Wiesiu, Wiktor Wiktorze,
Wiktoria Wiktorio, Wioletta Wioletto, Wiola Wiolu, Wit Wicie, Witek Witku, Witold Witoldzie,
Władysław Władysławie, Włodzimierz Włodzimierzu, Włodek Włodku, Wojciech Wojciechu, Wojtek Wojtku,
Zbigniew Zbigniewie, Zbyszek Zbyszku, Zdzisław Zdzisławie, Zenon Zenonie, Zofia Zofio, Zosia Zosiu,
Zuza Zuzo, Zuzanna Zuzanno, Zuzia Zuziu, Zygmunt Zygmuncie, Żaneta Żaneto
"""

VOCATIVES: dict[str, str] = dict(pair.split() for pair in _PAIRS.split(","))


def vocative(first: str | None) -> str | None:
    """The form in which a person is called, or None where the table does not know it."""
    return VOCATIVES.get(first or "")
