"""The commonest first names in Polish, German and English, to tell which word of a name is which.

Only used to notice a surname written first; a name that is missing here costs nothing.
"""

_POLISH = """
ada adam adrian adrianna agata agnieszka alan albert aldona aleksander aleksandra alicja amelia
anastazja andrzej aneta angelika ania anita anna antoni antonina arkadiusz artur asia barbara
bartek bartłomiej bartosz basia beata bernard bogdan bogumiła bogusław bogusława bolesław bożena
bronisław brygida cecylia celina cezary czesław czesława dagmara damian daniel daria dariusz dawid
dominik dominika dorota edward edyta eliza elżbieta emil emilia ernest eryk eugeniusz ewa ewelina
fabian felicja feliks filip florian franciszek gabriela genowefa gosia grażyna grzegorz gustaw
halina hanna hania helena henryk henryka honorata hubert ida iga ignacy igor ilona irena ireneusz
iwona iza izabela jacek jadwiga jagoda jakub jan janina janusz jarosław jaś jerzy joanna jolanta
józef józefa julia julian julita justyna kacper kaja kajetan kalina kamil kamila karina karol
karolina kasia katarzyna kazimierz kazimiera kinga klaudia konrad kornelia krystian krystyna
krzysztof krzyś ksawery kuba lech lena leon leszek lidia liliana lucyna ludwik luiza łucja łukasz
maciej maciek magda magdalena maja maksymilian małgorzata marcel marcelina marcin marek maria
marian marianna mariola mariusz marlena marta martyna maryla marzena mateusz matylda michalina
michał mieczysław mikołaj milena miłosz mirosław mirosława monika nadia natalia natasza nikodem
nina norbert ola oliwia oliwier olga oskar patrycja patryk paulina paweł piotr piotrek przemek
przemysław radosław rafał regina renata robert roman roksana róża ryszard sabina sandra sebastian
seweryn sławomir stanisław stanisława stefan stefania sylwester sylwia szczepan szymon tadeusz
tamara tatiana teresa tomasz tomek tymon tymoteusz urszula wacław waldemar walentyna wanda weronika
wiesław wiesława wiktor wiktoria wincenty wioletta witold władysław włodzimierz wojciech wojtek
zbigniew zdzisław zenon zofia zosia zuzanna zygmunt
"""

_GERMAN = """
achim adelheid albrecht alexander alexandra alfred alina alois amalia andrea andreas angela anja
anke ann anna annalena anne annegret anneliese annette annika antje anton antonia armin arne arno
astrid axel barbara bastian beate ben benedikt benjamin bernd bernhard bettina bianca birgit birte
björn bodo brigitte britta bruno burkhard carina carl carla carlotta carmen carola caroline carsten
charlotte chiara christa christian christiane christina christine christof christoph claudia claus
clara clemens constanze cordula corinna cornelia dagmar daniela david denise dennis detlef diana
dieter dietmar dietrich dirk dominik doreen doris dörte eberhard eckhard edeltraud edgar edith egon
elena elfriede elias elisa elisabeth elke ella ellen elsa emma erich erik erika ernst erwin esther
eva evelyn fabian felix ferdinand finn florian frank franz franziska frauke frederik frieda
friedrich friederike fritz gabi gabriele georg gerald gerd gerda gerhard gertrud gisela gottfried
greta gudrun günter günther gustav hanna hannah hannelore hanno hannes hans harald hartmut hedwig
heidi heidrun heike heiko heiner heinrich heinz helga hella helmut hendrik henning henrik herbert
hermann hilde hildegard holger horst hubertus ida ilse imke ina ines inga inge ingeborg ingo ingrid
irene iris irmgard isabel isabell isabella jan jana janina janine jannik jasmin jens jessica joachim
jochen johann johanna johannes jonas jonathan jörg jörn josef josefine judith julia juliane julius
jürgen jutta kai karen karin karl karla karoline karsten katharina kathrin katja katrin kerstin
kilian kim kirsten klara klaus konrad kurt lara lars laura lea leni lennart lena leonie leopold
liesel lilli lina lisa lorenz lothar lotta lotte louis louisa luca ludwig luisa lukas lutz magnus
maike maja malte mandy manfred manuel manuela mara marc marcel marcus mareike maren margarete
margit margot margret maria marianne marie marina mario marion marius markus marlene marlies marta
martha martin martina marvin mathilda mathias matthias matthis max maximilian mechthild meike
melanie merle mia michael michaela milan mira miriam moritz nadine nadja natalie nele nico nicola
nicole niels niklas nikolaus nils nina nora norbert olaf ole oliver oskar otto pascal patricia
patrick paul paula pauline peter petra philip philipp pia rainer ralf ralph raphael rebecca regina
regine reinhard reinhold renate rene ricarda richard rita robert robin roland rolf ronald ronja
rosa rosemarie roswitha rüdiger rudolf rupert sabine sabrina samuel sandra sarah sascha saskia
sebastian siegfried sigrid silke silvia simon simone sina sofia sonja sophia sophie stefan stefanie
steffen stephan stephanie susanne sven svenja swantje sybille tanja tatjana theo theodor theresa
thea thomas thorsten tilo tim timo tina tobias tom torben torsten udo ulf ulla ulrich ulrike ursula
ute uta uwe valentin vanessa vera verena veronika viktor vincent volker walter waltraud wenke werner
wibke wiebke wilfried wilhelm wilhelmine willi winfried wolf wolfgang xaver yannick yvonne
"""

_ENGLISH = """
aaron abigail adam adele agnes aidan alan albert alec alex alexander alexandra alfie alfred alice
alison allan amanda amber amelia amy andrea andrew andy angela anita ann anna anne annie anthony
antonia april archie arthur ashley audrey ava barbara barry beatrice becky ben benjamin bernard
beth betty bill billy bob bonnie brandon brenda brian bridget bruce caitlin callum calvin cameron
carl carol caroline carolyn catherine cathy cecilia celia charles charlie charlotte chloe chris
christian christina christine christopher cindy claire clara clare clive colin connor craig crystal
cynthia daisy dan daniel danielle darren dave david dawn dean deborah debra declan denise dennis
derek diana diane dominic donald donna dora doris dorothy douglas duncan dylan eddie edith edward
edwin eileen elaine eleanor elena elizabeth ella ellen ellie elsie emily emma eric erica erin ethan
eugene eva evan eve evelyn faith felicity fiona florence frances francis frank fred freddie
frederick freya gabriel gareth gary gavin gemma geoff geoffrey george georgia georgina gerald
geraldine gillian gina glen gloria grace graham gregory gwen hannah harold harriet harry harvey
hazel heather hector heidi helen henry hilary holly hope howard hugh hugo ian imogen irene iris
isaac isabel isabella isla isobel ivan ivy jack jackie jacob jacqueline jake james jamie jane janet
janice jasmine jason jean jeff jeffrey jennifer jenny jeremy jess jesse jessica jill jim jimmy joan
joanna joanne joe joel john johnny jon jonathan jordan joseph josephine josh joshua joy joyce judith
judy julia julian julie juliet june justin karen kate katherine kathleen kathryn katie kayla keith
kelly ken kenneth kerry kevin kieran kim kimberly kirsty kyle lara larry laura lauren laurence
lawrence leah lee leo leon leonard leslie liam lily linda lisa liz lois lola lorraine louis louise
lucas lucy luke lydia lynn madeleine maggie malcolm marcus margaret maria marian marie marilyn
marion marjorie mark martha martin mary mason matilda matthew maureen maurice max maxine megan
melanie melissa mia michael michelle mike mildred millie miranda miriam molly monica morgan muriel
nancy naomi natalie natasha nathan neil nicholas nick nicola nicole nigel noah nora norma norman
olive oliver olivia oscar owen pam pamela patricia patrick paul paula pauline peggy penelope penny
peter phil philip philippa phoebe phyllis poppy priya rachel ralph raymond rebecca reece rhys
richard rick riley rita rob robert robin rodney roger roland ron ronald rory rosa rose rosemary ross
rowan roy ruby rupert russell ruth ryan sally sam samantha samuel sandra sara sarah scarlett scott
sean sebastian sharon shaun sheila shirley sian simon sophia sophie spencer stacey stanley stella
stephanie stephen steve steven stuart sue summer susan suzanne sylvia tamara tania tara ted teresa
terence terry tess thelma theodore theresa thomas tim timothy tina toby todd tom tommy tony tracey
tracy trevor tristan tyler valerie vanessa vera victor victoria vincent violet virginia vivian
walter wanda wayne wendy wesley wilfred will william yvonne zachary zara zoe
"""

POLISH = frozenset(_POLISH.split())
FIRST_NAMES = frozenset(f"{_POLISH} {_GERMAN} {_ENGLISH}".casefold().split())
