"""Verbs that planned work begins with. Language, not policy: add a verb when a plan uses one that is missing."""

_VERBS = """
achieve act add address adopt agree align allocate analyse appoint apply arrange ask assess assign audit begin
bring build buy carry change check choose close collect combine commission communicate complete conduct connect
consider consult continue convene convert co-design co-produce coordinate co-ordinate create cut decide
decommission define deliver deploy design develop direct distribute do embed employ enable encourage end engage
enhance ensure equip establish evaluate expand explore extend facilitate finance find fund gather get give grow
guide harmonise help hire hold host identify implement improve include increase inform install integrate introduce
invest invite involve join keep launch lead learn let lessen link listen lower maintain make map match measure
meet merge mitigate monitor move negotiate offer open organise pay pilot place plan pool prepare prevent prioritise
procure produce promote protect provide publish put raise reach realign recruit redesign reduce refer reform refresh
remove renew replace report research reshape respond restructure retain retrain review revise roll run see secure
seek send set share shift show simplify staff standardise start stop streamline strengthen support survey tackle
take target teach test tie track train transfer transform trial try turn understand undertake unify update upgrade
use visit widen work write
"""

_SAYS_LITTLE = """
address consider continue embed enable encourage engage enhance ensure explore facilitate help improve maintain
promote respond seek strengthen support tackle understand
"""

VERBS = frozenset(_VERBS.split())

# Verbs whose doing nobody can see: earned all the same, with a word of advice.
SAYS_LITTLE = frozenset(_SAYS_LITTLE.split())
