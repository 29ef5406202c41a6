"""`refer BY NAME...`: a referral is noted on both sides, once."""

from tests.commands import Git, _own_folders, desk, example  # noqa: F401 - fixtures

ADA = "---\ntype: contact\n---\n"


def talk(date, *, contact="[[Ada]]", more=""):
    return f'---\ntype: interview\ncontact: "{contact}"\ndate: {date}\n{more}---\n## Notes\n\nx\n'


def test_a_new_person_gets_a_note_and_the_interview_names_them(desk):
    vault = desk({"Contacts/Ada.md": ADA, "Interviews/Talk.md": talk("2026-11-20")})
    said = vault.do("refer", "Ada", "Zoë Roe")
    assert said.startswith("Noted that Ada referred you to Zoë Roe in Interviews/Talk.md.\n")
    assert vault.text("Contacts/Zoë Roe.md") == (
        '---\ntype: contact\nchannel: referral\nreferred_by: "[[Ada]]"\n---\n# Zoë Roe\n\n## Log\n'
    )
    assert 'date: 2026-11-20\nreferrals:\n  - "[[Zoë Roe]]"\n---' in vault.text(
        "Interviews/Talk.md"
    )
    assert [row["kind"] for row in vault.owed() if row["contact"] == "Zoë Roe"] == ["reach_out"]


def test_undo_takes_both_sides_back(desk):
    vault = desk({"Contacts/Ada.md": ADA, "Interviews/Talk.md": talk("2026-11-20")})
    before = vault.bytes_of_all()
    vault.do("refer", "Ada", "Zoë Roe", "Cy Doe")
    vault.do("undo")
    assert vault.bytes_of_all() == before


def test_it_belongs_to_the_last_talk_that_was_held(desk):
    notes = {
        "Contacts/Ada.md": ADA,
        "Interviews/1.md": talk("2026-11-02"),
        "Interviews/2.md": talk("2026-11-20"),
        "Interviews/3 cancelled.md": talk("2026-11-21", more="status: cancelled\n"),
        "Interviews/4 to come.md": talk("2026-12-01"),
    }
    vault = desk(notes)
    vault.do("refer", "Ada", "Zoë Roe")
    assert "Zoë Roe" in vault.text("Interviews/2.md")
    vault.do("refer", "Ada", "Cy Doe", "--interview", "Interviews/1.md")
    assert "Cy Doe" in vault.text("Interviews/1.md")


def test_without_a_talk_only_the_note_says_it(desk):
    vault = desk({"Contacts/Ada.md": ADA})
    said = vault.do("refer", "Ada", "Zoë Roe")
    assert "no interview with them says so" in said
    assert 'referred_by: "[[Ada]]"' in vault.text("Contacts/Zoë Roe.md")


def test_a_known_person_keeps_their_note_and_other_referrers(desk):
    zoe = '---\ntype: contact\nreferred_by: "[[Ben]]" # at the fair\n---\n'
    notes = {"Contacts/Ada.md": ADA, "Contacts/Ben.md": ADA, "Contacts/Zoë Roe.md": zoe}
    vault = desk({**notes, "Interviews/Talk.md": talk("2026-11-20")})
    vault.do("refer", "Ada", "zoe roe")
    assert vault.text("Contacts/Zoë Roe.md") == (
        '---\ntype: contact\nreferred_by:\n  - "[[Ben]]" # at the fair\n  - "[[Ada]]"\n---\n'
    )


def test_twice_writes_nothing_however_the_links_are_written(desk):
    zoe = '---\ntype: contact\nreferred_by: "[[Contacts/Ada|A.]]"\n---\n'
    more = 'referrals: "[[Contacts/Zoë Roe.md|Zoë]]"\n'
    notes = {"Contacts/Ada.md": ADA, "Contacts/Zoë Roe.md": zoe}
    vault = desk({**notes, "Interviews/Talk.md": talk("2026-11-20", more=more)})
    before = vault.bytes_of_all()
    assert vault.do("refer", "Ada", "Zoë Roe").startswith("That is in your notes already")
    assert vault.bytes_of_all() == before


def test_somebody_who_is_only_named_gets_a_note_and_the_link_stays(desk):
    more = 'referrals:\n  - "[[Zoë Roe]]"\n'
    vault = desk({"Contacts/Ada.md": ADA, "Interviews/Talk.md": talk("2026-11-20", more=more)})
    before = vault.text("Interviews/Talk.md")
    vault.do("refer", "Ada", "Zoë Roe")
    assert vault.text("Interviews/Talk.md") == before
    assert (vault.root / "Contacts/Zoë Roe.md").exists()


def test_a_beginning_of_a_name_is_not_taken_for_it(desk):
    vault = desk({"Contacts/Ada.md": ADA, "Contacts/Zoë Roe.md": ADA})
    ran = vault.run("refer", "Ada", "Zoë")
    assert (ran.code, ran.out) == (3, "")
    assert "'Zoë' may be Zoë Roe." in ran.err
    vault.do("refer", "Ada", "Zoë", "--new")
    assert (vault.root / "Contacts/Zoë.md").exists()


def test_an_alias_and_an_address_are_whole_names(desk):
    zoe = "---\ntype: contact\naliases: [Zo]\nemail: zo@example.org\n---\n"
    vault = desk({"Contacts/Ada.md": ADA, "Contacts/Zoë Roe.md": zoe})
    vault.do("refer", "Ada", "Zo", "zo@example.org")
    assert vault.text("Contacts/Zoë Roe.md").count("referred_by") == 1


def test_a_link_is_written_by_path_where_the_name_is_taken(desk):
    notes = {"Contacts/Ada.md": ADA, "Companies/Ada.md": "A company.\n", "Companies/Acme.md": "x\n"}
    vault = desk({**notes, "Interviews/Talk.md": talk("2026-11-20", contact="[[Contacts/Ada]]")})
    vault.do("refer", "Ada", "Acme")
    assert 'referred_by: "[[Contacts/Ada|Ada]]"' in vault.text("Contacts/Acme.md")
    assert '- "[[Contacts/Acme|Acme]]"' in vault.text("Interviews/Talk.md")
    (row,) = [row for row in vault.owed() if row["kind"] == "reach_out"]
    assert row["contact"] == "Acme"


def test_nobody_is_referred_by_themselves(desk):
    ran = desk({"Contacts/Ada.md": ADA}).run("refer", "Ada", "ada")
    assert ran.code == 2


def test_a_note_that_is_no_interview_is_refused(desk):
    ran = desk({"Contacts/Ada.md": ADA}).run(
        "refer", "Ada", "Zoë", "--interview", "Contacts/Ada.md"
    )
    assert (ran.code, ran.out) == (2, "")
    assert "is not an interview" in ran.err


def test_names_that_no_file_can_have_become_aliases(desk):
    vault = desk({"Contacts/Ada.md": ADA})
    vault.do("refer", "Ada", "AC/DC: the [band]")
    text = vault.text("Contacts/AC DC the band.md")
    assert 'aliases:\n  - "AC/DC: the [band]"\n' in text
    assert vault.do("show", "AC/DC: the [band]")


def test_on_the_example_each_line_is_an_added_one(example):
    git = Git(example.root).start()
    example.do("refer", "Samir", "Nils Holm")
    assert all(minus == 0 for _, minus in git.changed_lines().values())
    assert git("status", "--porcelain", "-z").count("?? ") == 1
