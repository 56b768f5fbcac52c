"""From a file of students to needs with reasons, lists, bands and tables that may be published.

`pupils` and `forms` say what comes in, `rules` by what it is judged, `screening.screen` what comes
out (`result`), and `explaining` why. Tables are judged by the engine; `core` explains single rows.
"""
