"""Which other pieces a reader may want next, and why: no link without a reason that both texts show.

What two pieces share is weighed by its kind, by how rare it is in the archive at hand, by whether the pieces are about
it or only mention it, by how near in time they are, and by how far their words are about one matter (`naming`). Firmer
than a shared name is that one text refers to what the other reports: as its follow-up, in reaction to it, or in passing
(`referring`). An overview of many events leads to the pieces that report its items (`listing`). Every reason shows the
two sentences in which most of what is shared stands together (`evidence`).
"""
