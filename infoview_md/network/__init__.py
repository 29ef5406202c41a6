"""The domain, pure: what a contact, an interview and a follow-up are, and the rules between them."""
