"""Who is signed in where, since when, and how often somebody tried: sessions, and counts that all processes share."""
