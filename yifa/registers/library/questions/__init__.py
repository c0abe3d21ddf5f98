"""What a question means and what answers it. Pure: works on a search index and knows no database, so that
`yifa bench search` measures exactly what the public gets.

`reading` says how a question was understood, `plans` turns that into index queries, `ranking` orders articles, `searching`
runs it all with access, facets and highlights, `helping` says what to do where nothing was found.
"""
