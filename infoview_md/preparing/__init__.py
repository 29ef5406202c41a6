"""What is prepared from the notes: whom to ask, drafts, questions, agendas, plans, and what is written of them.

Each module gathers what one command needs and hands it to the pure rooms; writing is an `Act`, as everywhere.
"""
