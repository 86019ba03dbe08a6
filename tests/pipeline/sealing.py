"""A sealed dossier of hand-made findings, for tests of what becomes of dossiers."""

from datetime import date

from pipeline.dossier import seal
from pipeline.model import Dossier, Fact, Finding, RulesUsed, Version
from pipeline.settings import Office
from tests.pipeline.paper import sheet

RULES = RulesUsed(
    id="shanghai-2022",
    title="上海市政府质量奖管理办法",
    number="沪府办规〔2022〕9号",
    status="有效",
    sha256="c" * 64,
    award="gold-organisation",
    award_title="上海市质量金奖",
)


def sealed(*findings: Finding, facts: tuple[Fact, ...] = (), package: str = "甲") -> Dossier:
    """Seal findings as if the facts had been read in one licence."""
    return seal(
        sheet=sheet(*facts).model_copy(update={"package": package}),
        package_sha256="b" * 64,
        rules=RULES,
        office=Office(name="示例办公室"),
        on=date(2026, 6, 30),
        findings=findings,
        readings=(),
        versions=(Version(name="zishen", version="0.1.0"),),
    )
