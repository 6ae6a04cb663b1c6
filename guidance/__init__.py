"""What people read: topics in Markdown, the library that loads them and the search over them."""
