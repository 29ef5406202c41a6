"""The draft check on messages of many hands: what it must say about each, and what it must not."""

from dataclasses import replace

import pytest

from infoview_md.network.draft_check import CHECKS, check
from infoview_md.network.settings import Coaching

GOOD = {
    "alumni": (
        "intro",
        """Dear Ms. Okafor,

As a fellow Oberlin graduate ('14) I noticed how you went from teaching to museum exhibits. You know
both worlds, and your view would help me see mine better.

Would you have 15 minutes for a call next week? I am free Tuesday and Thursday after 2 pm and will gladly
work around your schedule.

Best regards,
Nina Halvorsen
""",
    ),
    "referred": (
        "intro",
        """Hi Marcus,

Priya Nair suggested I get in touch with you. I run a bakery's books and am learning how co-ops handle
pricing; she says you wrote yours from scratch.

Could you spare 20 minutes by phone on Monday 7 or Wednesday 9 December? Your mornings or evenings are
both fine.

Thanks,
Leo
""",
    ),
    "heard them speak": (
        "intro",
        """Hello Dr. Whitfield,

Your talk on sewer overflow at the Duluth conference changed what I want to do with my chemistry degree.

Could I ask you three questions about your lab over a 15-minute call? Any day you like before the 20th.

Kind regards,
Amina Yusuf
""",
    ),
    "says it is not about a job": (
        "intro",
        """Dear Tomas,

Ilse Brandt told me you rebuilt the night-bus timetable in Graz. I am not looking for a job; I would
like to understand how you got drivers and planners to agree.

Could we talk for 20 minutes on Friday? If your week is full, the week after is just as good for me.

Best,
Karin Lund
""",
    ),
    "specific thanks": (
        "thank-you",
        """Dear Helen,

Thank you for the half hour yesterday. Your story about the first failed pilot will stay with me: ask the
caretaker before you ask the principal. I have ordered the book you mentioned and will write to Omar this week.

If you ever need somebody to test a lesson, please tell me.

Warm regards,
Josh
""",
    ),
    "word back": (
        "report-back",
        """Hi Dana,

You sent me to Ruben, and we talked for forty minutes on Tuesday. He showed me how a small archive earns its
keep, and he named two people in Ghent. It would not have happened without you. Thank you!

Cheers
Mila
""",
    ),
    "landed": (
        "landed",
        """Dear Mr. Abara,

I have news I wanted you to hear from me: in March I start at the Port Authority as a planner. You told me in
June to read the tide reports before the job pages, and that is what got me there. Thank you.

Yours,
Simone
""",
    ),
    "reminder": (
        "nudge",
        """Hi Wendy,

My note of 3 November may have come on a full day. Would you have 15 minutes this week or next for two questions
about how you staff your clinics? A no is fine, too.

Thanks,
Per
""",
    ),
    "confirmation": (
        "confirm",
        """Dear Ana,

Thank you for making time on Thursday at 10:00. I will call you at the number you sent and keep to 20 minutes.

Kind regards,
Tobias
""",
    ),
    "with an answered mail below": (
        "intro",
        """Hi Sam,

We met at the Riverside reunion last weekend; you were the one with the canoe. Could you give me 15 minutes on
Wednesday to hear how you left consulting? You pick the hour.

Thanks,
Jo

> Sorry to bother you, I attached my resume, are you hiring?
> What about Monday? What about Tuesday? Or any time?
""",
    ),
}

FAULTY = {
    "student with resume": (
        "intro",
        """Dear Mr. Delgado,

My name is Kyle Brandt and I am a junior at State majoring in finance. I hope this email finds you well. I
recently came across your profile on LinkedIn and was very impressed by your extensive background. I am
currently looking for a summer internship and was wondering if there are any openings at your firm. I have
attached my resume for your review. I am a hard worker, I learn fast, and I believe I would be a great fit for
your team. Any help you could give me would be greatly appreciated.

Sincerely,
Kyle Brandt
""",
        "too-long no-question no-connection asks-for-job attachment about-me flattery padding",
    ),
    "three lines on a phone": (
        "intro",
        """hey saw ur on linkedin. im trying to get into ux. any advice? would love to pick your brain sometime
""",
        "vague-ask no-connection no-sign-off padding",
    ),
    "brain picker": (
        "intro",
        """Hi Rachel,

I'd love to pick your brain about product management! Let me know what you think?

Thanks!
Devon
""",
        "vague-ask no-connection padding",
    ),
    "all apology": (
        "intro",
        """Dear Professor Lindgren,

I am so sorry to bother you. I know you must be extremely busy and I don't want to waste your time. We met
briefly at the poster session in Lund. I was just wondering if maybe you could possibly find a few minutes at
some point, but I totally understand if not.

Best,
Emil
""",
        "apology no-question",
    ),
    "flatterer": (
        "intro",
        """Dear Ms. Castellano,

I am a huge fan of your incredible career! You are a true thought leader and an inspiration to everyone in our
industry. Someone of your caliber must have so much wisdom to share. It would be an honor to learn from you.
Would you be willing to talk with me for 20 minutes?

Yours truly,
Brent
""",
        "flattery no-connection",
    ),
    "to whom": (
        "intro",
        """To whom it may concern,

I am writing to inquire about possible opportunities within your organization. Please find attached my CV and
cover letter. I am available immediately.

Regards,
P. Sandhu
""",
        "no-greeting no-question no-connection asks-for-job attachment padding",
    ),
    "life story": (
        "intro",
        """Hi Gwen,

Jonas Falk suggested I write to you. After I finished school I worked for six years in a hotel, then I moved to
Leeds, where I studied part time while I looked after my two boys, and then I found that I liked numbers, so I
took a course in bookkeeping, which I finished last May, and since then I have helped three shops with their
accounts. I have also volunteered at my church and I was treasurer there for two years. I now want to find out
whether I should become an accountant, and I thought that I would ask. Could you spare 15 minutes on Monday?

Thanks
Moira
""",
        "too-long about-me",
    ),
    "wrapped lines ask": (
        "intro",
        """Dear Mr. Petrov,

I saw that your company is expanding and I wanted
to ask whether you are currently
hiring. Could you forward my
resume to the right person, please?

Best regards,
Yana
""",
        "asks-for-job no-connection",
    ),
    "word with the boss": (
        "intro",
        """Hi Lucy!

Remember me from choir? We sat next to each other for a year. Listen, I heard there is an opening in your
department. Could you put in a good word for me with your boss this week?

xo
Bea
""",
        "asks-for-job",
    ),
    "form letter": (
        "intro",
        """Dear [Name],

I found your work at {{company}} while researching my next step. Would you be open to a 15 minute call on
Thursday?

Best,
[Your Name]
""",
        "hole no-connection",
    ),
    "no hello, no goodbye": (
        "intro",
        """Karim Aziz said you know everything about grants. Can we talk on Tuesday for 15 minutes? You choose the time.
Let me know what suits you and I will call the office line then, at the hour you say.
""",
        "no-greeting no-sign-off",
    ),
    "questionnaire": (
        "intro",
        """Hi Otto,

Beate from the sailing club gave me your name. How did you get into acoustics? What do you do all day? What does it
pay? Do you need a degree? Is there overtime? Would you talk to me for 15 minutes?

Thanks
Jan
""",
        "too-many-questions",
    ),
    "shouting": (
        "intro",
        """Hi Petra!!!

OMG your sister told me you work in film!!! Can we have a 20 minute call on Sunday???

Thanks!!
Zoe
""",
        "shouting",
    ),
    "connect sometime": (
        "intro",
        """Dear Mr. Olsen,

I'm a marketing professional with over 10 years of experience and I'm looking to expand my professional network in the
Oslo area. I'd like to connect with you and learn more about what you do. Let me know if you're interested!

Best,
Trine
""",
        "no-question no-connection padding",
    ),
    "impatient reminder": (
        "nudge",
        """Hi Carl,

Just checking in again on my last three emails. I haven't heard back from you. I understand that you're busy, but I really
need an answer.

Mike
""",
        "no-question apology",
    ),
    "any thanks": (
        "thank-you",
        """Hi Bob,

Thanks so much for taking the time to meet with me! It was great talking to you and I really enjoyed our
conversation. I look forward to staying in touch.

Best,
Tim
""",
        "nothing-specific",
    ),
    "thanks with a hook": (
        "thank-you",
        """Dear Ms. Rowe,

Thank you for your time today. You explained the grant cycle better than any website. If a position opens up on
your team, please keep me in mind; my resume is attached.

Sincerely,
Alan Shaw
""",
        "asks-for-job attachment",
    ),
    "thanks without the word": (
        "thank-you",
        """Hi Farid,

It was good to meet yesterday. Let's do it again.

Lou
""",
        "no-thanks nothing-specific",
    ),
    "too many prepared questions": (
        "questions",
        """Dear Eva,

Here is what I would like to ask you:
1. How did you start?
2. What do you like?
3. What is hard?
4. Who helped you?
5. What do you read?
6. What would you change?
7. Where is it going?

Kind regards,
Noor
""",
        "too-many-questions",
    ),
    "me, me, me": (
        "stay-in-touch",
        """Hi Ken,

I wanted to let you know I finished my course. I also updated my site and I got my certificate. I think I did well. My
teacher said my work was the best. I hope I find something soon.

Best,
Ravi
""",
        "about-me",
    ),
    "curly and polite": (
        "intro",
        """Dear Madam,

I’m sorry to trouble you out of the blue. I’ve attached my CV in case you’re looking for an assistant, and I’d be
grateful if you’d take a look at my portfolio.

Yours faithfully,
Colin Marsh
""",
        "apology attachment asks-for-job no-greeting no-connection no-question",
    ),
    "career switcher": (
        "intro",
        """Hello Beth,

I've decided to leave law and move into data. I'm applying for analyst roles in Chicago and noticed you work at
Northwind. Do you know if they are hiring analysts, and could you refer me internally?

Thank you for your consideration,
Grant
""",
        "asks-for-job no-connection",
    ),
}


def codes(text: str, kind: str, coaching: Coaching | None = None) -> set[str]:
    return {one.code for one in check(text, kind, coaching or Coaching())}


@pytest.mark.parametrize("name", GOOD)
def test_a_good_message_gets_no_advice(name):
    kind, text = GOOD[name]
    assert codes(text, kind) == set()


@pytest.mark.parametrize("name", FAULTY)
def test_every_fault_of_a_message_is_named(name):
    kind, text, faults = FAULTY[name]
    assert set(faults.split()) - codes(text, kind) == set()


@pytest.mark.parametrize("name", FAULTY)
def test_no_fault_is_made_up(name):
    kind, text, faults = FAULTY[name]
    tolerated = {"no-length", "too-long", "no-question", "vague-ask"}
    assert codes(text, kind) - set(faults.split()) - tolerated == set()


STRANGERS = {
    # Written before the phrases were, or without a look at them: each names the least that must be found.
    "graduate": (
        "intro",
        "about-me asks-for-job no-connection too-long",
        """Good afternoon Ms. Tran,

I recently graduated from Baylor with a degree in supply chain and I am very interested in joining Maersk. I saw that you are a recruiter there. Do you have any positions for new graduates? I would love to be considered. I have experience with SAP and Excel, and I won a case competition in my senior year. I think I would bring a lot to the company and I am willing to relocate anywhere. Please let me know what the next steps are.

Thank you for your time and consideration,
Diego Ramos
""",
    ),
    "laid off": (
        "intro",
        "asks-for-job no-connection",
        """Hi Anna - long time! Hope you're well. I got laid off last week :( Do you know anyone who's hiring for copywriters? Any leads appreciated!! Love, Fiona
""",
    ),
    "book club": (
        "intro",
        "",
        """Hi Anna,

Greta from our old book club told me you moved from copywriting into radio last year. I am curious how that felt from the inside.

Could I call you for 15 minutes one evening next week? Tuesday or Thursday would be lovely, but you say.

Love, Fiona
""",
    ),
    "urban forestry": (
        "intro",
        "no-connection no-question",
        """Dear Mr. Hale:

I am interested in learning more about urban forestry and would appreciate the opportunity to speak with you at your earliest convenience. Please let me know your availability.

Very truly yours,
Martin Keane
""",
    ),
    "water forum, small": (
        "intro",
        "apology",
        """Dear Dr. Osei,

We were both at the Accra water forum in May. I realize your schedule is packed and I apologize for the intrusion. Might you have 20 minutes on Monday to tell me about your wells project?

With gratitude,
Efua
""",
    ),
    "water forum": (
        "intro",
        "",
        """Dear Dr. Osei,

We were both at the Accra water forum in May, where you spoke about village wells. Might you have 20 minutes on Monday or Tuesday to tell me how you chose the first ten villages?

With gratitude,
Efua
""",
    ),
    "secrets": (
        "intro",
        "flattery no-connection",
        """Dear Sandra,

Your journey from intern to CEO is truly inspiring and I have followed your amazing career for years. Could you spare 30 minutes to share your secrets?

Best wishes,
Tom
""",
    ),
    "short of words": (
        "intro",
        "asks-for-job attachment no-connection no-question",
        """Hello Mr Ito

please see my CV attached. i look for job in logistic company. my english is good. can you help me please

thank you
Nguyen
""",
    ),
    "ministry": (
        "intro",
        "too-many-questions",
        """Hi Jule,

Ben Fuchs introduced us last summer. What's it like at the ministry? How did you get in? Is it hard? Can we talk for ten minutes tomorrow?

Best
Kai
""",
    ),
    "second-year": (
        "intro",
        "about-me no-connection too-long",
        """Dear Ms. Park,

I'm Elliot, a second-year MBA student at Kellogg where I co-chair the healthcare club and lead our trek. Before Kellogg I spent five years at Deloitte where I worked on payer strategy, and before that I was a paramedic in Denver. I grew up in a family of nurses, which is why I care about care delivery. I'm now exploring roles in product at digital health companies, and I'd love to hear about your experience at Oscar. I'm free most afternoons. I can also send you my resume if useful. Would you be open to a 20-minute chat?

Best,
Elliot
""",
    ),
    "nursery": (
        "thank-you",
        "",
        """Dear Mr. Keane,

Thank you for the walk through the nursery this morning. What you said about roots needing three summers changed how I read the city's plan. I have written to Ms. Abidi as you suggested, and I will tell you how it goes.

Sincerely,
Paula
""",
    ),
    "weekend": (
        "thank-you",
        "nothing-specific",
        """Dear Mr. Keane,

I wanted to thank you for meeting with me. I appreciate your time and I hope we can stay in touch. Have a great weekend!

Sincerely,
Paula
""",
    ),
    "quick follow-up": (
        "nudge",
        "",
        """Hi Olu,

Quick follow-up to my note from last week: would a 15-minute call on Friday work for you? If now is a bad moment, tell me and I will not ask again.

Best,
Hanne
""",
    ),
    "pest": (
        "nudge",
        "apology no-question",
        """Hi Olu, sorry to be a pest! I'm just following up on my previous email in case it got lost. No worries at all if you're too busy!! Hanne
""",
    ),
    "instructional design": (
        "intro",
        "no-connection",
        """Hi Lars,

I'm exploring a move from teaching to instructional design and would value your perspective. Would you have 15 minutes for a call on Tuesday or Wednesday?

Thanks,
Maya
""",
    ),
    "grades": (
        "intro",
        "",
        """Hi Lars,

Your article on grading without numbers made me rethink my own class. Would you have 15 minutes for a call on Tuesday or Wednesday, to tell me how parents took it?

Thanks,
Maya
""",
    ),
    "event name": (
        "intro",
        "hole",
        """Dear Mr./Ms. XXX,

We met at <event name>. Would you have 15 minutes to talk next week?

Best,
Sam
""",
    ),
    "claims side": (
        "update",
        "",
        """Dear Joan,

Since we talked in May I have met six people in marine insurance, three of them through you. I now know that I want the claims side. Is there anyone in Rotterdam you would listen to if you were me?

Warmly,
Pieter
""",
    ),
    "program officer": (
        "intro",
        "asks-for-job no-connection",
        """Dear Ms. Novak, I noticed the Program Officer position on your website and would like to learn more about it before I apply. Do you have 15 minutes this week? Best, Irena
""",
    ),
    "right away": (
        "intro",
        "asks-for-job vague-ask",
        """Hi Dan,

Mike Chen said I should reach out. Is your team looking to bring on any junior developers? I can start right away and would take anything.

Dan Ruiz
""",
    ),
    "street trees": (
        "questions",
        "",
        """Dear Mr. Keane,

Thank you again for Thursday. These are my questions; skip what bores you:

1. What do people get wrong about street trees?
2. Which city do you watch?
3. When you are hiring, what do you look for that is not on paper?

Best regards,
Paula
""",
    ),
    "tidal turbines": (
        "stay-in-touch",
        "",
        """Hi Ruth,

This piece on tidal turbines made me think of your worry about fish: https://example.org/t

How did your spring survey turn out? No need to answer at length.

All the best,
Ines
""",
    ),
    "renewable energy": (
        "intro",
        "about-me apology asks-for-job no-connection too-long vague-ask",
        """Hello Ms. Whitaker,

I am reaching out because I have been researching companies in the renewable energy sector and yours came up. I am a mechanical engineer with seven years of experience in HVAC design, and I have managed budgets of up to two million dollars. I am certain that my background could be of value to your organization. I would be grateful for the chance to discuss how I might contribute. I know your time is valuable, so I will be brief: are there roles coming up that I should know about?

Respectfully,
Andre Willis
""",
    ),
    "podcast": (
        "intro",
        "flattery no-question no-connection",
        """Hey Chris! Big fan of the podcast. I've been binging every episode and you're honestly such an inspiration!! I'd love to grab coffee and hear your story. Let me know!

Ash
""",
    ),
    "translation": (
        "intro",
        "no-connection vague-ask",
        """Dear Ms. Ferreira,

I am considering a career in translation. What advice would you give someone starting out?

Thank you,
Bo
""",
    ),
    "bookkeeping": (
        "intro",
        "asks-for-job",
        """Hi Elena,

Our mutual friend Luis suggested I contact you. I do freelance bookkeeping and wondered whether your studio needs somebody to take over the accounts. Could we speak for 10 minutes this week?

Warm regards,
Marta
""",
    ),
    "studio leases": (
        "intro",
        "",
        """Dear Elena,

Luis Ortega says nobody in Porto knows studio leases as you do. I have to decide on one by March and would like to avoid your early mistakes.

Might I call you for a quarter of an hour on Tuesday at 5 pm, or on Thursday at 9?

Warm regards,
Marta
""",
    ),
    "soil class": (
        "intro",
        "",
        """Hi Professor Adler,

I took your soil class in 2012 and still use the pit exercise with my own students. Now I am thinking about a move into consulting.

Would you have 20 minutes for a phone call in the week of 7 December?

Many thanks
Ruth Kim
""",
    ),
    "random email": (
        "intro",
        "apology no-connection",
        """Hi Mr. Brown,
Apologies for the random email! You don't know me but I got your address from the company website. Could I have 10 mins of your time on Zoom tomorrow or Wednesday?
Thanks a million
Jess
""",
    ),
    "apprenticeship": (
        "intro",
        "no-greeting no-sign-off",
        """I got your contact from Peter Voss at the chamber of commerce. He thinks you can tell me how the apprenticeship scheme works in practice. Would a call of 15 minutes on Monday be possible? I can also come by.
""",
    ),
    "food bank": (
        "intro",
        "too-many-questions",
        """Dear Ines,

Carla from the choir told me that you run the food bank. Would you have 15 minutes on Saturday? Or Sunday? Or is a weekday better for you?

Love
Pia
""",
    ),
    "hospital design": (
        "intro",
        "attachment",
        """Dear Ms. Chow,

Nadia Rahman recommended that I contact you about hospital design. You will find my portfolio enclosed. Could you spare 20 minutes by phone next Tuesday?

Kind regards,
Igor
""",
    ),
    "lunch": (
        "thank-you",
        "",
        """Hi Theo,

Thanks for lunch! I'm still laughing about the elevator pitch in the actual elevator. As promised, here is the article on co-op boards: https://example.org/b. And I'll call Mrs. Lim on Monday.

See you,
Gina
""",
    ),
    "pleasure speaking": (
        "thank-you",
        "asks-for-job nothing-specific",
        """Dear Mr. Theodorou,

It was a pleasure speaking with you. Thank you for your insights. I remain very interested in opportunities with your firm and would welcome the chance to interview.

Best regards,
G. Lopez
""",
    ),
    "red scarf": (
        "confirm",
        "",
        """Hi Ola, just to say that I'll be at Café Nord at 3 tomorrow, red scarf. If something comes up, text me at 555-0101. See you then! Best, Nils
""",
    ),
    "harbor rules": (
        "referral-intro",
        "",
        """Dear Mr. Sato,

Emi Tanaka and I talked on Friday about harbor safety, and she named you as the person who wrote the rules. Would you have 20 minutes by phone on 1 or 3 December to tell me how they came about?

Respectfully,
Owen Price
""",
    ),
    "harbor word back": (
        "report-back",
        "",
        """Dear Emi,

Mr. Sato and I spoke yesterday. He walked me through the 1998 rules and told me which two he would drop. Thank you for opening that door; I owe you a coffee.

Owen
""",
    ),
    "engineers' club": (
        "intro",
        "",
        """Hello Mr. Nowak,

I saw your name in the directory of the Polish Engineers' Club, where I am a member too. You moved from bridges to wind; I am weighing the same step.

Could you give me 15-20 minutes on the phone? Tuesday 1 December at 18:00 or any evening that week would suit me.

Kind regards
Zofia Lis
""",
    ),
    "flood maps": (
        "stay-in-touch",
        "",
        """Hi Gus, the county just published the flood maps you were waiting for: https://example.org/m. Page 12 has your street. Hope the twins are sleeping. Best, Tess
""",
    ),
    "fish farms": (
        "intro",
        "",
        """Dear Ms. Eriksen,

My neighbour Arne Dahl works two doors from you and said you like questions about fish farms. I have exactly three.

May I call for 15 minutes on Wednesday between 12 and 1?

Best,
Liv
""",
    ),
    "suitable position": (
        "intro",
        "no-connection asks-for-job no-question about-me too-long",
        """Respected Sir,

I, Rahul Verma, have completed my B.Tech in computer science from Pune University in 2025 with first class distinction. I am seeking a suitable position in your esteemed organization where I can utilize my skills and grow along with the company. I have good knowledge of Java, Python and SQL, and I have done two projects and one internship of six months. I request you to kindly go through my resume and give me one chance to prove myself. I shall be highly obliged to you for your kind consideration.

Thanking you,
Yours obediently,
Rahul Verma
""",
    ),
    "thanks for connecting": (
        "intro",
        "no-connection vague-ask",
        """Hi Jennifer, thanks for connecting! I'd love to hear about your experience at Salesforce. What's it like working there?

Thanks,
Brian
""",
    ),
    "burnout": (
        "intro",
        "",
        """Hi Jennifer,

Thanks for connecting after the Dreamforce meetup; your question to the panel about burnout was the best of the day.

Could we talk for 15 minutes next Thursday or Friday about how your team handles on-call?

Thanks,
Brian
""",
    ),
    "back on the market": (
        "intro",
        "asks-for-job attachment",
        """Dear Maria,

Hope you remember me from the Lisbon office! I'm back on the market after my contract ended. Attached is my updated CV, feel free to pass it around. Also let me know if you hear of anything. Coffee next week for 20 minutes?

Hugs,
Sofia
""",
    ),
    "cold email": (
        "intro",
        "apology no-connection",
        """Dear Dr Patel

Forgive the cold email. I realise you must get hundreds of these. Would it be possible to speak with you for fifteen minutes about radiology training, perhaps on a Friday afternoon?

Many thanks in advance
Dr Sarah Holt (FY2)
""",
    ),
    "in awe": (
        "intro",
        "flattery",
        """Dear Mr. Chen,

Our mutual friend Dana Wu speaks of you often. Your vast experience and unique insights make you the ideal person to guide me. I am in awe of what you have built. May I take you to lunch on Tuesday for 30 minutes?

Respectfully,
Harold
""",
    ),
    "dog park": (
        "intro",
        "no-sign-off no-length",
        """Hi Toni, it's Max from the dog park. You said you retrain adults for a living and I can't stop thinking about it. Could I come by on Saturday and ask you how you started?
""",
    ),
    "between research and industry": (
        "intro",
        "too-many-questions",
        """Dear Lea,

Prof. Kern gave me your address. Could I call you on Monday for 15 minutes? I would like to know: How did you choose between research and industry? Do you regret it? And what would you read?

Best wishes
Timo
""",
    ),
    "wetlands reminder": (
        "nudge",
        "no-question",
        """Dear Ms. Albright,

I'm following up on my message of October 12th. I remain very interested in speaking with you about your work in wetlands restoration. I look forward to hearing from you.

Sincerely,
Joel Pratt
""",
    ),
    "wetlands reminder with a question": (
        "nudge",
        "",
        """Dear Ms. Albright,

On 12 October I wrote to ask about your wetlands work; Dr. Ruiz had suggested it. Would a 15-minute call in the first week of December suit you better?

Sincerely,
Joel Pratt
""",
    ),
    "time and insights": (
        "thank-you",
        "nothing-specific",
        """Dear Ms. Albright,

Thank you very much for your time and insights. It was very helpful and informative. I appreciate your help.

Best,
Joel
""",
    ),
    "muskrats": (
        "thank-you",
        "",
        """Dear Ms. Albright,

Thank you for the hour on the boardwalk. I had never thought of muskrats as engineers! I've signed up for the January count, as you advised, and I'll send you the class's drawings.

Gratefully,
Joel
""",
    ),
    "super fun": (
        "thank-you",
        "no-thanks",
        """Hey Sue! Super fun chatting today, loved what you said about grants being stories with numbers. Will send that link tmrw. Pat
""",
    ),
    "first name": (
        "intro",
        "hole",
        """Hi {first_name},

Kim Doyle recommended you. Do you have 15 minutes on Wednesday to talk about your path from nursing to policy?

Thanks,
Alex
""",
    ),
    "biggest fan": (
        "intro",
        "shouting no-connection flattery",
        """HELLO MS. GRANT!!! I AM YOUR BIGGEST FAN!!! CAN WE PLEASE TALK FOR 10 MINUTES ON FRIDAY???

Lulu
""",
    ),
    "rye bread": (
        "intro",
        "",
        """Good morning Mr. Haddad,

I live two streets from your bakery and have bought your rye for six years. I keep the accounts of a café and wonder how you price bread when wheat jumps.

May I come in on a quiet afternoon, say Tuesday at 3, for a quarter of an hour?

Yours,
Edith Lang
""",
    ),
    "seasoned leader": (
        "intro",
        "no-connection too-long about-me asks-for-job",
        """Hi Pam,

As a seasoned operations leader with 15+ years of progressive experience driving cross-functional excellence, I am currently exploring my next opportunity. I have led teams of 200, delivered $40M in savings and built three centers of excellence. I pride myself on servant leadership, and I am passionate about people. I noticed your organization is growing and I believe my track record could be a match for any upcoming leadership roles. I'd welcome a conversation to explore synergies. Are you free for 20 minutes this week?

Best,
Glenn
""",
    ),
    "a month in a lab": (
        "report-back",
        "",
        """Dear Prof. Kern,

Lea Vogt and I spoke on Monday, thanks to you. She told me to spend a month in a lab before I decide, so I start in February with her colleague in Jena. I will tell you in March how it goes.

Best wishes
Timo
""",
    ),
    "welders": (
        "stay-in-touch",
        "",
        """Dear Toni,

I saw that your course won the city prize. Congratulations; the welders deserve it too! How is the spring group shaping up?

Max
""",
    ),
    "greetings": (
        "intro",
        "no-greeting",
        """Greetings,

Your colleague Ana Prieto said you would know how the port sets its night rules. Would you have 15 minutes on the phone on Wednesday?

Regards,
Otis
""",
    ),
    "night rules": (
        "referral-intro",
        "",
        """Dear Ms. Prieto,

Otis Gray tells me that you wrote the port's night rules. I teach at the harbor school and would like my class to understand them.

Could we speak for 15 minutes on Thursday or Friday morning?

With thanks,
Ida Holm
""",
    ),
}


@pytest.mark.parametrize("name", STRANGERS)
def test_messages_that_were_not_written_for_the_check_are_judged_too(name):
    kind, faults, text = STRANGERS[name]
    if faults:
        assert set(faults.split()) - codes(text, kind) == set()
    else:
        assert codes(text, kind) == set()


def test_an_advice_names_the_line_and_quotes_the_words():
    text = "Subject: hello\n\nDear Ann,\n\nI have\nattached my resume.\n\nBest,\nTom\n"
    (found,) = [one for one in check(text, "confirm", Coaching()) if one.code == "attachment"]
    assert found.line == 5
    assert "“I have attached my resume”" in found.sentence


def test_every_limit_is_a_setting():
    text = "Dear Ann,\n\n" + "You know this better than most. " * 15 + "\n\nBest,\nTom\n"
    assert "too-long" in codes(text, "intro")
    assert "too-long" not in codes(text, "intro", replace(Coaching(), intro_words=120))
    assert "too-long" not in codes(text, "update")
    assert "too-long" in codes(text, "update", replace(Coaching(), draft_words=90))


def test_seventy_five_words_are_not_too_many_and_one_more_is():
    seventy_five = "Dear Ann " + "word " * 72 + "Tom"
    assert "too-long" not in codes(seventy_five, "intro")
    assert "too-long" in codes(seventy_five + " Hill", "intro")


def test_the_number_of_questions_in_one_message_is_a_setting():
    text = "Dear Ann,\n\nIs it on Monday? On Tuesday? By phone?\n\nBest,\nTom\n"
    assert "too-many-questions" in codes(text, "update")
    assert "too-many-questions" not in codes(text, "update", replace(Coaching(), mail_questions=3))


def test_how_much_may_be_about_me_is_a_setting():
    text = "Dear Ann,\n\nI met you at the fair. I liked my day, and I think I learned. My best to you.\n\nTom\n"
    assert "about-me" in codes(text, "stay-in-touch", replace(Coaching(), about_me=0))
    assert "about-me" not in codes(text, "stay-in-touch", replace(Coaching(), about_me=9))


def test_an_empty_message_has_nothing_to_read():
    assert codes("", "intro") == {"empty"}
    assert codes("Subject: only this\n\n> quoted\n", "intro") == {"empty"}


def test_links_count_as_one_word_and_their_marks_as_no_question():
    text = "Dear Ann,\n\nThis made me think of you: https://example.org/a?b=c&d=e?f\n\nBest,\nTom\n"
    assert codes(text, "stay-in-touch") == set()


def test_the_same_text_gets_the_same_advice_in_the_order_of_its_lines():
    kind, text, _ = FAULTY["student with resume"]
    first = check(text, kind, Coaching())
    assert first == check(text, kind, Coaching())
    assert [one.line for one in first] == sorted(one.line for one in first)


def test_every_kind_of_message_is_looked_at():
    from infoview_md.network.draft import KINDS

    checked = {kind for kinds, _ in CHECKS for kind in kinds}
    assert checked == set(KINDS)


def test_a_hostile_text_is_read_in_no_time():
    from time import perf_counter

    texts = [
        "?" * 20_000,
        "a " * 20_000,
        "[" * 20_000,
        "i " * 20_000,
        "my name is " * 5_000,
        "\n" * 20_000,
    ]
    start = perf_counter()
    for text in texts:
        check(text, "intro", Coaching())
    assert perf_counter() - start < 10
