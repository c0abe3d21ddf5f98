"""The fields of the index. A change here needs a new `VERSION`: nodes then rebuild by themselves."""

import tantivy

from yifa.kernel.search.engine.entry import FACETS

VERSION = "6"
TOKENS = "tokens"  # our analysis happens before; tantivy only splits at blanks


def schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()

    def tokens(name: str, option: str) -> None:
        builder.add_text_field(name, tokenizer_name=TOKENS, index_option=option)

    tokens("level", "basic")  # work, part or text
    tokens("tags", "basic")  # readers and facets: r=public or x=public, r=organ:3, kind=law …
    tokens("names", "basic")
    tokens("title", "position")  # bigrams
    tokens("number", "position")  # bigrams
    tokens("grams", "position")  # bigrams of everything a work says
    tokens("words", "position")  # of a part
    tokens("pairs", "freq")  # character pairs of a part and the title above it, without punctuation
    tokens("num", "basic")  # of an article: 33, 12-1
    for name in ("group", "place", "day"):
        builder.add_integer_field(name, indexed=True, fast=True)
    for name in ("since", "until"):
        builder.add_integer_field(name, indexed=True)
    builder.add_float_field("weight", fast=True)  # how much more than a match alone a part counts
    for name in FACETS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in ("card", "labels", "offsets", "text", "folded"):
        builder.add_bytes_field(name, stored=True)
    return builder.build()


SCHEMA = schema()


def register(index: tantivy.Index) -> tantivy.Index:
    splitter = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer(TOKENS, splitter)
    return index
