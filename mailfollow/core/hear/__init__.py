"""What the user says by mail: moved drafts, answers to the morning mail, notes to oneself.

folders   what lies in the verb folders  ┐
oneself   mails to nobody but the user   │
  reply     answers to a morning mail    ├─→ Hear (words), WriteFile (people files)
  capture   notes of whom one met        ┘
door      which words are let in, whatever says them
"""
