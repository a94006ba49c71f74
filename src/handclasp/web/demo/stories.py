"""Every story of the demo's past, in one list."""

from handclasp.web.demo import stories_ended, stories_larkmeadow, stories_open, stories_today
from handclasp.web.demo.past import Story
from handclasp.web.demo.stage import Stage

TOLD = (
    stories_open.ana_lucia, stories_open.teddy, stories_open.marcus, stories_open.devon, stories_open.pilar,
    stories_open.maria, stories_open.tobias, stories_open.curtis, stories_open.bernadette, stories_open.malik,
    stories_open.linh, stories_open.oleksandr, stories_ended.sukarno, stories_ended.salma, stories_ended.nevaeh,
    stories_ended.walter, stories_ended.rosa, stories_ended.harold, stories_ended.desiree, stories_ended.patrick,
    stories_ended.abigail_by_mistake, stories_larkmeadow.joy, stories_larkmeadow.miriam, stories_larkmeadow.leon,
    stories_larkmeadow.ren, stories_larkmeadow.gus, stories_larkmeadow.shauna, stories_today.kofi,
    stories_today.hyun_woo, stories_today.abigail,
)  # fmt: skip


def all_stories(stage: Stage) -> list[Story]:
    """Return every story, ready to be played on this stage."""
    return [story(stage) for story in TOLD]
