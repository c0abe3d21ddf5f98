"""The catalogue of laws, citations of provisions, values with a history, time-limit rules and gates.

`data/` is the only home of numbers: each stands beside its article, its dates and whether it was read in the text itself.
"""

from yifa.kernel.law.basis import Basis, basis
from yifa.kernel.law.catalogue import Law, Listed, law, law_names, listed
from yifa.kernel.law.cite import Cite
from yifa.kernel.law.dated import Dated
from yifa.kernel.law.rules import Gate, NotInForce, Rule, UnknownRule, gate, gates, rule, rule_on, rules

__all__ = [
    "Basis", "Cite", "Dated", "Gate", "Law", "Listed", "NotInForce", "Rule", "UnknownRule",
    "basis", "gate", "gates", "law", "law_names", "listed", "rule", "rule_on", "rules",
]  # fmt: skip
