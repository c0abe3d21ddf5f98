"""The search engine itself: folding, words, bigrams, one tantivy index, highlights. Pure: no Django, no database.

An entry is held as three kinds of documents. Its *work* carries the whole text as character bigrams (exact substrings),
title, numbers and facets: works decide what is in a result, how many there are, and the facet counts. Its *parts*
(articles) carry words and character pairs: they rank. Its *text* is only kept, for snippets. All carry who may read them
and from when to when.
"""
