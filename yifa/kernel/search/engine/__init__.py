"""The search engine itself: folding, words, bigrams, one tantivy index, highlights. Pure: no Django, no database.

An index holds two kinds of documents. A *work* document carries the whole text as character bigrams (exact substrings),
title, numbers and facets: it decides what is in a result, how many there are, and the facet counts. A *part* document
(an article) carries words: it ranks. Both carry who may read them and from when to when.
"""
