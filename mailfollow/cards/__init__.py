"""Address books of others → cards: vCards of all ages, and tables (CSV).

    encoding   bytes → text, whatever wrote them
    vcard      vCard 2.1, 3.0, 4.0 (RFC 6350, RFC 2426)
    table      CSV as Outlook, Google Contacts and Thunderbird export it

What is in a card is text and nothing else. One that cannot be read is counted and passed over.
"""
