"""Articles that answer a question, best first, over all works: what the quality of search is measured by."""

from yifa.kernel.search.engine import queries as q
from yifa.registers.library.questions import ranking
from yifa.registers.library.questions.plans import plan
from yifa.registers.library.questions.reading import read
from yifa.registers.library.questions.scope import Scope

NAMED = 20  # works looked at for an article that was asked for by its number
Place = tuple[int, int]  # group, place


def answer(text: str, scope: Scope, limit: int) -> list[Place]:
    """An article asked for by name and number comes first; then what the words of the question find."""
    reading = read(text, scope.known())
    named: list[Place] = []
    if reading.kind == "article":
        made = plan(reading, scope)
        works = scope.engine.groups([address for _, address in scope.works(made.match, NAMED)])
        if made.shown is not None and works:
            numbered = q.every(made.shown, q.one_of("group", works))
            places = {hit.group: hit.place for hit in scope.parts(numbered, NAMED)}
            named = [(group, places[group]) for group in works if group in places]
    ranked = [(hit.group, hit.place) for hit in ranking.articles(reading.text, scope, limit)]
    return list(dict.fromkeys(named + ranked))[:limit]
