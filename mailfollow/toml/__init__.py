"""TOML as people write it: values with their lines, and every slip explained at once.

    read      text → tables that know their lines, statement by statement
    explain   a statement that is no TOML → what was found and what was probably meant
    repairs   the slips that can be mended
    section   a table → typed values; unknown keys are told
    values    one TOML value → one of ours, generous where the meaning is certain
    words     the key that was probably meant

A statement that cannot be read never hides the slips behind it.
"""
