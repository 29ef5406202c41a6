"""Two notes of one person become one: properties, text and links, written as one step that undo takes back."""
