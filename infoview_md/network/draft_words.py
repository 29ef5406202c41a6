"""The turns of phrase that the draft check knows, as data.  English only, in lower case, matched as whole words."""

import re


def _any(*phrases: str) -> re.Pattern[str]:
    """Compile phrases into one pattern; a blank in a phrase stands for any white space."""
    joined = "|".join(phrase.replace(" ", r"\s+") for phrase in phrases)
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)", re.IGNORECASE)


_NOUN = r"(?:jobs?|positions?|roles?|internships?|employment|work|placements?|openings?|vacanc(?:y|ies))"
_RESUME = r"(?:resume|résumé|cv|curriculum vitae|portfolio|cover letter|application)"
_VERY = r"(?:(?:very|so|really|truly|deeply|extremely|quite|incredibly|super|greatly) )?"

JOB = _any(
    r"(?:is|are|was|were) (?:you |your \w+ |they )?(?:currently |still |now )?(?:hiring|recruiting)",
    r"(?:you(?:'re|’re)|company|team|firm|department|who) (?:\w+ )?(?:is |are |'s )?(?:currently )?hiring",
    r"hiring manager|hire me|employ me|hire someone like me",
    rf"(?:job|career|employment|internship|work) (?:openings?|opportunit(?:y|ies)|vacanc(?:y|ies)|offers?)",
    rf"(?:open|available|suitable|vacant|entry[- ]level) {_NOUN}",
    rf"(?:any|an|the|some|possible|potential|future|current) (?:\w+ )?(?:openings?|vacanc(?:y|ies)|opportunit(?:y|ies) (?:at|in|with|for me|available|within|on))",
    rf"(?:looking|searching|hunting|applying|apply|applied|interested|consider(?:ed|ing)?|considering me|qualified) (?:for|in) (?:a|an|any|the|your|new|another|this|that|my) (?:\S+ ){{0,4}}{_NOUN}(?! with)",
    rf"(?:seeking|want|need|find me|get me|offer me|give me|land) (?:a|an|any|new|another) (?:\S+ ){{0,3}}{_NOUN}",
    rf"(?:position|role|job|internship|opening|vacancy) (?:at|with|in|on|within) (?:your|the)\b",
    rf"(?:the|a|an|any) (?:\S+ ){{0,3}}(?:position|internship|opening|vacancy) (?:at|with|on)",
    r"(?:great|good|perfect|ideal|strong|excellent) (?:fit|match|candidate|addition)|an asset to",
    rf"(?:pass|forward|share|send|hand|submit|review|look at|take a look at|glance at) (?:along |on |over |through )?my {_RESUME}",
    rf"my {_RESUME} (?:along|on|to (?:hr|your|the|whoever|anyone))",
    r"(?:put|putting) in a (?:good )?word|refer me (?:for|to|internally)|internal referral|employee referral|referral (?:bonus|code|link)",
    r"keep me in mind (?:for|if|when|should)|consider me (?:for|if)|consider my application|job referral",
    r"(?:positions?|roles?|jobs?|something) (?:opens?|comes?|becomes?|open|come|become) (?:up|available)",
    r"join (?:your|the) (?:team|company|firm)|work (?:for|at|with) (?:you|your (?:company|team|firm))",
    r"offer (?:of|for) employment|start(?:ing)? immediately|available immediately|salary expectations?",
)
"""A request for a job.  Source: advice, not a job, *How to Land an Informational Interview*."""

NO_JOB = _any(
    r"not (?:asking|looking|writing|here|after|seeking|applying|trying|hoping|in search|expecting) (?:you )?(?:for|about|to|of)?(?: \S+){0,6}",
    r"n[o']t (?:about|for) a job(?:\S* \S+){0,2}|(?:isn['’]t|aren['’]t|not) (?:a |any )?(?:job|request for a job)(?: \S+){0,3}",
    r"rather than (?:a|for a) job|without (?:asking|a word) (?:for|about) (?:a |any )?(?:job|work)",
)
"""What says the opposite, and is cut out before `JOB` is looked for."""

ATTACHMENT = _any(
    rf"(?:i(?:['’]ve| have)? )?(?:also )?attach(?:ed|ing|ment|ments)?(?: (?:is|are|please find|you(?:['’]ll| will) find|to this))?(?: my| a copy of my)?(?: {_RESUME})?",
    rf"(?:please )?(?:find|see) (?:the )?(?:attached|enclosed)|enclosed(?: (?:is|are|please))?|my {_RESUME} is (?:below|included)",
)

CONNECTION = _any(
    r"(?:suggest(?:ed|s)|recommend(?:ed|s)|urged|advised|encouraged|told|asked) (?:that )?(?:i|me|we|you|talking|speaking|reaching|contacting|getting)",
    r"(?:referred|introduced|pointed|sent|steered|directed) (?:me|us|you)",
    r"(?:gave|passed|shared|handed) (?:me )?(?:along )?your (?:name|e-?mail|number|contact|address|details)",
    r"(?:put|putting) (?:us|me) in touch|in touch through|speaks? (?:so )?highly of you|said (?:that )?you|mentioned (?:that )?you(?:r name)?|thought (?:that )?(?:you|we)",
    r"fellow|alum|alums|alumn(?:i|us|a|ae)|class of|classmates?|roommates?|same (?:school|university|college|year|program|programme|church|club|team|town)",
    r"we (?:both|all|briefly|first|last|once)? ?(?:met|studied|went|graduated|worked|talked|spoke|sat|overlapped|share|know|attended|chatted|belong|were introduced)",
    r"(?:met|meeting|meet|seeing|saw|heard|hearing|watched|caught|sat next to|sat beside|ran into|bumped into|spoke (?:with|to)|talked (?:with|to)|chatted with) you (?:at|last|on|in|speak|during|after|yesterday|when|for|talk|present)",
    r"your (?:\S+ ){0,3}(?:talk|lecture|keynote|session|webinar|panel|presentation|workshop|article|essay|paper|book|post|podcast|newsletter|column|interview|thread|piece|remarks|report)",
    r"(?:mutual|common|shared|our) (?:friend|acquaintance|contact|connection|colleague|professor|teacher|boss|neighbou?r|coach|school|university|college|alma mater|association|club)s?",
    r"(?:are|been|got) connected (?:on|through|via|by)|alma mater|(?:friend|colleague|student|neighbou?r|cousin|brother|sister|daughter|son|classmate) of (?!mine\b)\w+(?:['’]s)?",
    r"(?:through|via|by way of|thanks to) (?!linkedin|google|the|your|my|a|an|social|email|glassdoor|indeed)[\w'’]+ (?:and|at|from|of|in|,|[\w'’]+)?",
    r"at (?:the )?(?:\S+ ){0,4}(?:conference|meetup|reunion|fair|summit|hackathon|symposium|seminar|reception|wedding|dinner|meeting) (?:in|last|on|this|where)",
    r"i (?:was|am) (?:a |an )?(?:\S+ )?(?:student|intern|colleague|member|neighbou?r|volunteer) (?:of|at|in|with) (?:the same|your|yours)",
)
"""Words that tie the writer to the reader; that one came across a profile is not among them."""

TALK = _any(
    r"talk|talking|chat|speak|speaking|call|phone|coffee|tea|lunch|conversation|meet|meeting|zoom|teams|video|interview|visit|catch up",
    r"minutes?|mins?|half an hour|quarter of an hour|an hour|hours?",
    r"(?:ask|answer|hear|tell|share|learn|walk|show|explain)",
)
TIME = _any(
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|tues|wed|thu|thurs|fri",
    r"today|tomorrow|tonight|(?:this|next|coming) (?:week|month|monday|tuesday|wednesday|thursday|friday|weekend|morning|afternoon)",
    r"\d{1,2}(?::\d\d)? ?(?:am|pm|a\.m\.|p\.m\.|o['’]clock|h)|\d{1,2}:\d\d|noon|mornings?|afternoons?|\d{1,2}(?:st|nd|rd|th)|weeks?",
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december) \d{1,2}|\d{1,2} (?:january|february|march|april|may|june|july|august|september|october|november|december)",
)
LENGTH = _any(
    r"\d+(?: ?(?:-|–|to|or) ?\d+)?[ -]?(?:minutes?|mins?|min)",
    r"(?:ten|fifteen|twenty|thirty|five)(?: (?:to|or) (?:ten|fifteen|twenty|thirty))?[ -]minutes?",
    r"(?:half an|a half|half-an|quarter of an|quarter) hours?|an hour|one hour|30m|15m|20m",
)
CAN_BE_ANSWERED = _any(
    r"(?:could|would|can|will|may|might|shall|should|do|does|did|is|are|have|has|were|was|won['’]t|wouldn['’]t|any chance|possible|ok|okay|open to|free|available|willing|up for|mind|fit|suit|work for)",
    r"(?:when|which|what time|what day|how about|where|who|whom)",
)
VAGUE = _any(
    r"pick your brains?|any (?:advice|tips|thoughts|guidance|help|pointers|suggestions|ideas|insights?|feedback)",
    r"what do you think|thoughts|can you help(?: me)?|could you help(?: me)?|help me out|what should i do|interested|sounds? good|make sense|sometime|at some point|get(?:ting)? to know (?:you|each other)|connect",
)

SORRY = _any(
    r"(?:so |very |really |terribly )?sorry (?:to|for|if|about|that|in advance)(?: (?:bother|bug|trouble|disturb|intrude|reach|contact|email)\w*)?",
    r"apolog(?:y|ies|ise|ize|ising|izing)|forgive me|pardon (?:me|the|my)|excuse (?:me|the|my)",
    r"(?:i )?(?:know|understand|realize|realise|imagine|appreciate|assume|am sure|['’]m sure)(?: that)? (?:you(?:['’]re| are| must be)|your (?:time|schedule|days?|calendar)) (?:is |are |probably |likely |also )?(?:very |so |really |extremely |super |incredibly |quite |a )?(?:busy|swamped|valuable|precious|limited|full|packed|hectic)",
    r"you must (?:be|get|receive) (?:very |so |really )?(?:busy|swamped|(?:a lot|lots|many|hundreds|tons) of)|hate to (?:bother|ask|bug|impose|trouble)|don['’]?t (?:want|mean|wish) to (?:bother|bug|impose|intrude|waste|take up|be a)",
    r"(?:not|n['’]t) too much trouble|waste (?:of )?your time|if you(?:['’]re| are) (?:not )?too busy|i(?:['’]m| am) (?:probably |just )?(?:a )?(?:nobody|no one|bothering|bugging|imposing)|out of the blue|bother(?:ing)? you|to bother",
    r"i(?:['’]m| am)? ?just (?:wanted|want|wanting|checking|reaching|following|writing|hoping|wondering)|(?:just|only) a quick",
)
"""Apologies and shrinking; the letter is shorter and stronger without."""

FLATTERY = _any(
    rf"{_VERY}(?:impressed|inspired|amazed|blown away|captivated|fascinated|awed|in awe) (?:by|with|at|of) (?:your|you|everything|all)",
    r"(?:impressive|amazing|incredible|outstanding|remarkable|extraordinary|illustrious|stellar|phenomenal|exceptional|distinguished|awesome|brilliant|fantastic|inspiring|inspirational|unparalleled|stunning|prestigious|wonderful|tremendous|vast|immense) (?:\S+ )?(?:career|careers|background|profile|experience|work|journey|achievements?|accomplishments?|success|record|trajectory|path|expertise|knowledge|story|company|resume|leader|leadership)",
    r"(?:huge|big|great|massive|long-?time) (?:fan|admirer)|thought leader|guru|rock ?star|visionary|legend|trailblazer|role model|industry (?:leader|giant|expert)",
    rf"{_VERY}admire(?:d|r)? (?:you|your|what you|everything|how)|(?:someone|somebody|person|leader|expert|professional)s? (?:of your (?:stature|calib(?:er|re)|standing)|(?:as \S+ as|like) (?:you|yourself))",
    r"your (?:success|wisdom|genius|greatness|brilliance|vast|wealth of|extensive|unique|incredible|amazing)|would be an? (?:absolute |great |true |real )?(?:honou?r|privilege|dream)|honou?red to",
)
"""Praise that would fit anybody."""

PADDING = _any(
    r"(?:i )?hope (?:that )?(?:this|my|you|all|everything)(?: \S+){0,3}? (?:finds? you|(?:is|are|['’]re) (?:all )?(?:doing )?(?:well|fine|great|good|safe))(?: well| in good health| \S+ well)?",
    r"pick your brains?|touch(?:ing)? base|circle back|synerg(?:y|ies|ize)|(?:my name is|allow me to introduce|let me introduce|i would like to introduce|i(?:['’]d| would) like to take this opportunity)",
    r"i am (?:writing|reaching out|contacting you|emailing) (?:to you )?(?:today |because |in order |to (?:express|inquire|enquire|introduce|ask if|see if))|expand my (?:professional )?network|add you to my (?:professional )?network|grow my network|network with (?:you|professionals)",
)

GREETING = re.compile(
    r"^(?:dear|hi|hello|hey|hiya|greetings|good\s+(?:morning|afternoon|evening|day)|howdy|salut|hola|hallo"
    r"|liebe[r]?|guten\s+tag|bonjour|ciao|to\s+whom)\b|^[^\W\d_][\w.'’-]*(?:\s+[^\W\d_][\w.'’-]*){0,3}\s*[,:!–-]\s*$",
    re.IGNORECASE,
)
TO_NOBODY = re.compile(
    r"^(?:(?:dear|hi|hello)\s+(?:sir|madam|sirs|hiring\b.*|recruit\w+|team|all|everyone|friend|there|professional|"
    r"connection|alumn\w+|colleague|prospective\b.*|whom\b.*)\b|to\s+whom\b)",
    re.IGNORECASE,
)
SIGN_OFF = re.compile(
    r"^(?:(?:with\s+)?(?:my\s+|all\s+)?(?:best|kind|kindest|warm|warmest|many|cordial|sincere|good)\b.{0,30}"
    r"|(?:with\s+)?(?:regards|sincerely|respectfully|cordially|gratefully|warmly|fondly|faithfully|gratitude|love|hugs)\b.{0,20}"
    r"|thanks?\b.{0,40}|thank\s+you\b.{0,40}|cheers\b.{0,20}|yours\b.{0,20}|take\s+care\b.{0,20}|talk\s+soon\b.{0,20}"
    r"|all\s+the\s+best\b.{0,10}|(?:until|till|see\s+you)\b.{0,20}|with\s+(?:appreciation|thanks)\b.{0,20}|xo+\b.*)$",
    re.IGNORECASE,
)
A_NAME = re.compile(r"^[-–—~*\s]*[^\W\d_][\w.'’-]*(?:\s+[^\W\d_][\w.'’-]*){0,3}$")
HOLE = re.compile(
    r"\[[^\]\n]{1,60}\](?!\()|\{\{?[^}\n]{1,60}\}?\}|<(?!https?:|mailto:)[A-Za-z][\w .'/-]{0,40}>(?!\S*@)"
    r"|(?<!\w)(?:X{2,}|_{3,}|TBD|TODO|INSERT\s+\w+|YOUR\s+NAME|COMPANY\s+NAME)(?!\w)"
)
SHOUT = re.compile(r"!{2,}|[?!]{3,}")
THANKS = _any(r"thanks?|thank you|grateful|gratitude|appreciate[sd]?|appreciation")
SPECIFIC = _any(
    r"you (?:said|told|mentioned|described|explained|suggested|recommended|pointed|showed|shared|asked|named|put it|spoke|talked|advised|gave me|walked)",
    r"your (?:\S+ )?(?:advice|point|suggestion|idea|story|example|tip|description|remark|question|answer|thoughts?|take|view|explanation|account|comment|words?) (?:about|on|to|that|of|for|regarding|how|why|from)",
    r"(?:learnt|learned|learn|realised|realized|understood|struck|stays? with me|stayed with me|remember|took away|takeaway|surprised|made me (?:think|see|want|rethink))",
    r"(?:especially|particularly|in particular|above all|most of all|for example|since we (?:spoke|talked|met)|as you)",
    r"i(?:['’]ve| have| will|['’]ll| already)? (?:already |just |now )?(?:read|ordered|signed|written|wrote|called|contacted|started|looked|registered|downloaded|bought|send|look|write|call|follow|try|tried|contact|read)",
)
ME = frozenset({"i", "i'm", "i've", "i'd", "i'll", "me", "my", "mine", "myself", "im", "ive"})
YOU = frozenset(
    {"you", "your", "yours", "yourself", "you're", "you've", "you'd", "you'll", "u", "ur", "yall"}
)
