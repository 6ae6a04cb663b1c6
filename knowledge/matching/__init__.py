"""From any words to offences, with a POC and an honest probability. Records and shows nothing."""

from knowledge.matching.matcher import Band, Matcher, OffenceMatch, load_matcher, match_json

__all__ = ["Band", "Matcher", "OffenceMatch", "load_matcher", "match_json"]
