"""The turns of phrase that the draft check knows, as data.  English only, in lower case, matched as whole words."""

import re


def _any(*phrases: str) -> re.Pattern[str]:
    """Compile phrases into one pattern; a blank in a phrase stands for any white space."""
    joined = "|".join(phrase.replace(" ?", r"\s*").replace(" ", r"\s+") for phrase in phrases)
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)", re.IGNORECASE)


_NOUN = r"(?:jobs?|positions?|roles?|internships?|employment|work|placements?|openings?|vacanc(?:y|ies))"
_RESUME = r"(?:resume|résumé|cv|curriculum vitae|portfolio|cover letter|application)"
_VERY = r"(?:(?:very|so|really|truly|deeply|extremely|quite|incredibly|super|greatly) )?"

JOB = _any(
    r"(?:is|are|was|were) (?:you |your \w+ |they )?(?:currently |still |now )?(?:hiring|recruiting)",
    r"(?:you(?:'re|’re)|company|team|firm|department|who) (?:\w+ )?(?:is |are |'s )?(?:currently )?hiring",
    r"hiring manager|hire me|employ me|hire someone like me",
    r"(?:job|career|employment|internship|work) (?:openings?|opportunit(?:y|ies)|vacanc(?:y|ies)|offers?)",
    rf"(?:open|available|suitable|vacant|entry[- ]level) {_NOUN}",
    r"(?:any|an|the|some|possible|potential|future|current) (?:\w+ )?(?:openings?|vacanc(?:y|ies)"
    r"|opportunit(?:y|ies) (?:at|in|with|for me|available|within|on))",
    rf"(?:looking|searching|hunting|applying|apply|applied|interested|consider(?:ed|ing)?"
    rf"|considering me|qualified) (?:for|in) (?:a|an|any|the|your|new|another|this|that"
    rf"|my) (?:\S+ ){{0,4}}{_NOUN}(?! with)",
    rf"(?:seeking|want|need|find me|get me|offer me|give me|land) (?:a|an|any|new"
    rf"|another) (?:\S+ ){{0,3}}{_NOUN}",
    r"(?:position|role|job|internship|opening|vacancy) (?:at|with|in|on|within) (?:your|the)\b",
    r"(?:the|a|an|any) (?:\S+ ){0,3}(?:position|internship|opening|vacancy) (?:at|with|on)",
    r"(?:great|good|perfect|ideal|strong|excellent) (?:fit|match|candidate|addition)|an asset to",
    rf"(?:pass|forward|share|send|hand|submit|review|look at|take a look at|glance at) (?:along |on "
    rf"|over |through )?my {_RESUME}",
    rf"my {_RESUME} (?:along|on|to (?:hr|your|the|whoever|anyone))",
    r"(?:put|putting) in a (?:good )?word|refer me (?:for|to|internally)|internal referral"
    r"|employee referral|referral (?:bonus|code|link)",
    r"keep me in mind (?:for|if|when|should)|consider me (?:for|if)|consider my application|job referral",
    r"(?:positions?|roles?|jobs?) (?:(?:that )?(?:are|is|might be|may be) )?(?:opens?|comes?|becomes?"
    r"|open|come|become|coming|opening) (?:up|available)",
    r"how i (?:might|could|can|would) (?:contribute|add value|fit in|be of value)|(?:be )?of (?:value"
    r"|use|benefit) to your (?:company|firm|team|organi[sz]ation)",
    r"your (?:\w+ ){0,2}needs? (?:somebody|someone|another|a|an|any|more|extra|some help|help|hands)",
    r"opportunit(?:y|ies) (?:at|with|within) (?:your|the)|interested in (?:\S+ ){0,2}opportunit(?:y"
    r"|ies)|(?:chance|opportunity|like|love) to interview (?:with|for|at)?",
    r"(?:join|joining) (?:your|the) (?:\S+ )?(?:team|company|firm|staff|organi[sz]ation)|interested in joining",
    r"(?:to|in) (?:work|working) (?:for|at|with) (?:you|your (?:company|team|firm|organi[sz]ation"
    r"|department|lab|agency))",
    r"(?:any|some) (?:\w+ )?(?:positions?|roles?|jobs?|internships?) (?:for|in|at|with|on|that"
    r"|available|open|i)",
    r"(?:look|looking|search|searching|hunt|hunting) for (?:\S+ ){0,3}?(?:jobs?|work|positions?"
    r"|internships?|employment)",
    r"(?:be|being) considered|(?:any|some) leads|who(?:['’]s| is| are| might be| may be)? hiring"
    r"|taking on|(?:bring|take|bringing) on (?:any|a|an|some|new|more)",
    r"(?:can|could|able to) start (?:right away|immediately|at once|any ?time|as soon as|tomorrow"
    r"|next week)|next steps? (?:in|for|of) (?:the|your|applying)",
    r"(?:my|a|the|any) (?:next|new|upcoming) (?:\w+ )?(?:opportunit(?:y|ies)|challenge|roles?|positions?)",
    r"back on the (?:job )?market|(?:if|when) you (?:hear|know|learn) of (?:anything|something|any|an opening)",
    r"(?:pass|share|send|spread) (?:it|this|that) (?:around|along|on)",
    r"offer (?:of|for) employment|start(?:ing)? immediately|available immediately|salary expectations?",
)
"""A request for a job.  Source: advice, not a job, *How to Land an Informational Interview*."""

NO_JOB = _any(
    r"not (?:asking|looking|writing|here|after|seeking|applying|trying|hoping|in search"
    r"|expecting) (?:you )?(?:for|about|to|of)?(?: \S+){0,6}",
    r"n[o']t (?:about|for) a job(?:\S* \S+){0,2}|(?:isn['’]t|aren['’]t|not) (?:a |any )?(?:job"
    r"|request for a job)(?: \S+){0,3}",
    r"rather than (?:a|for a) job|without (?:asking|a word) (?:for|about) (?:a |any )?(?:job|work)",
)
"""What says the opposite, and is cut out before `JOB` is looked for."""

ATTACHMENT = _any(
    rf"(?:i(?:['’]ve| have)? )?(?:also )?attach(?:ed|ing|ment|ments)?(?: (?:is|are|please find"
    rf"|you(?:['’]ll| will) find|to this))?(?: my| a copy of my)?(?: {_RESUME})?",
    rf"(?:please )?(?:find|see) (?:the )?(?:attached|enclosed)|enclosed(?: (?:is|are|please))?"
    rf"|my {_RESUME} is (?:below|included)",
)

CONNECTION = _any(
    r"(?:suggest(?:ed|s)|recommend(?:ed|s)|urged|advised|encouraged|told|asked) (?:that )?(?:i|me|we"
    r"|you|talking|speaking|reaching|contacting|getting)",
    r"(?:referred|introduced|pointed|sent|steered|directed|named) (?:me|us|you)",
    r"(?:gave|passed|shared|handed) (?:me )?(?:along )?your (?:name|e-?mail|number|contact|address|details)",
    r"(?:put|putting) (?:us|me) in touch|in touch through|speaks? (?:so )?highly of you"
    r"|said (?:that )?you|mentioned (?:that )?you(?:r name)?|thought (?:that )?(?:you|we)",
    r"(?!(?:he|she|it|they|this|that|everyone|everybody|research|google|linkedin|who|what|my|the|your"
    r"|one|article|website|and|or) )(?-i:[A-Z])[\w’']+ (?:says|said|thinks|thought|tells|told me"
    r"|mentioned|suggests|recommends|insists|swears)",
    r"i (?:took|attended|was in|sat in|heard|followed|read|saw|enjoyed|watched|use"
    r"|used) (?:\S+ ){0,2}?your(?! (?:profile|page|linkedin|resume|company|website|site|name on))",
    r"your (?:name|address|number|contact|details?|contact details) from (?!the\b|linkedin|google"
    r"|your)|(?:a |an )?(?:member|student|volunteer|graduate|neighbou?r|resident"
    r"|parent) (?:there )?(?:too|as well|like you|myself)",
    r"i (?:live|work|study|walk|shop|eat|swim|sing|run|volunteer|buy|bought) "
    r"(?:\S+ ){0,4}(?:from|near|at|in|next to|past|with|behind|opposite) your",
    r"where (?:we|you and i) (?:both )?\w+|where i (?:also )?(?:am|was) (?:also )?(?:a )?"
    r"(?:member|student|volunteer|parent)"
    r"|i am (?:also )?a member",
    r"fellow|alum|alums|alumn(?:i|us|a|ae)|class of|classmates?|roommates?|same (?:school|university"
    r"|college|year|program|programme|church|club|team|town)",
    r"(?:remember|know) me from|we (?:were|are|have|had) (?:both|all)|both of us|we (?:both|all"
    r"|briefly|first|last|once)? ?(?:met|studied|went|graduated|worked|talked|spoke|sat|overlapped"
    r"|share|know|attended|chatted|belong|were introduced)",
    r"(?:met|meeting|meet|seeing|saw|heard|hearing|watched|caught|sat next to|sat beside|ran into"
    r"|bumped into|spoke (?:with|to)|talked (?:with|to)|chatted with) you (?:at|last|on|in|speak"
    r"|during|after|yesterday|when|for|talk|present)",
    r"your (?:\S+ ){0,3}(?:talk|lecture|keynote|session|webinar|panel|presentation|workshop|article"
    r"|essay|paper|book|post|podcast|newsletter|column|interview|thread|piece|remarks|report)",
    r"(?:mutual|common|shared|our) (?:friend|acquaintance|contact|connection|colleague|professor"
    r"|teacher|boss|neighbou?r|coach|school|university|college|alma mater|association|club)s?",
    r"(?:are|been|got) connected (?:on|through|via|by)|alma mater|(?:friend|colleague|student"
    r"|neighbou?r|cousin|brother|sister|daughter|son|classmate) of (?!mine\b)\w+(?:['’]s)?",
    r"(?:through|via|by way of|thanks to) (?!linkedin|google|the|your|my|a|an|social|email|glassdoor"
    r"|indeed)[\w'’]+ (?:and|at|from|of|in|,|[\w'’]+)?",
    r"at (?:the )?(?:\S+ ){0,4}(?:conference|meetup|reunion|fair|summit|hackathon|symposium|seminar"
    r"|reception|wedding|dinner|meeting) (?:in|last|on|this|where)",
    r"i (?:was|am) (?:a |an )?(?:\S+ )?(?:student|intern|colleague|member|neighbou?r|volunteer) (?:of"
    r"|at|in|with) (?:the same|your|yours)",
)
"""Words that tie the writer to the reader; that one came across a profile is not among them."""

TALK = _any(
    r"talk|talking|chat|speak|speaking|call|phone|coffee|tea|lunch|conversation|meet|meeting|zoom"
    r"|teams|video|interview|visit|catch up",
    r"minutes?|mins?|half an hour|quarter of an hour|an hour|hours?",
    r"(?:ask|answer|hear|tell|share|learn|walk|show|explain)",
)
TIME = _any(
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|tues|wed|thu|thurs|fri",
    r"today|tomorrow|tonight|(?:this|next|coming) (?:week|month|monday|tuesday|wednesday|thursday"
    r"|friday|weekend|morning|afternoon)",
    r"\d{1,2}(?::\d\d)? ?(?:am|pm|a\.m\.|p\.m\.|o['’]clock|h)|\d{1,2}:\d\d|noon|mornings?|afternoons?"
    r"|\d{1,2}(?:st|nd|rd|th)|weeks?",
    r"(?:january|february|march|april|may|june|july|august|september|october|november"
    r"|december) \d{1,2}|\d{1,2} (?:january|february|march|april|may|june|july|august|september"
    r"|october|november|december)",
)
LENGTH = _any(
    r"\d+(?: ?(?:-|–|to|or) ?\d+)?[ -]?(?:minutes?|mins?|min)",
    r"(?:ten|fifteen|twenty|thirty|five)(?: (?:to|or) (?:ten|fifteen|twenty|thirty))?[ -]minutes?",
    r"(?:half an|a half|half-an|quarter of an|quarter) hours?|an hour|one hour|30m|15m|20m",
)
CAN_BE_ANSWERED = _any(
    r"(?:could|would|can|will|may|might|shall|should|do|does|did|is|are|have|has|were|was|won['’]t"
    r"|wouldn['’]t|any chance|possible|ok|okay|open to|free|available|willing|up for|mind|fit|suit"
    r"|work for)",
    r"(?:when|which|what time|what day|how about|where|who|whom)",
)
VAGUE = _any(
    r"pick your brains?|any (?:advice|tips|thoughts|guidance|help|pointers|suggestions|ideas"
    r"|insights?|feedback)",
    r"what do you think|thoughts|can you help(?: me)?|could you help(?: me)?|help me out"
    r"|what should i do|interested|sounds? good|make sense|sometime|at some point"
    r"|get(?:ting)? to know (?:you|each other)|connect",
)

SORRY = _any(
    r"(?:so |very |really |terribly )?sorry (?:to|for|if|about|that|in advance)(?: (?:bother|bug"
    r"|trouble|disturb|intrude|reach|contact|email)\w*)?",
    r"apolog(?:y|ies|ise|ize|ising|izing)|forgive me|pardon (?:me|the|my)|excuse (?:me|the|my)",
    r"(?:i )?(?:know|understand|realize|realise|imagine|appreciate|assume|am sure"
    r"|['’]m sure)(?: that)? (?:you(?:['’]re| are| must be)|your (?:time|schedule|days?"
    r"|calendar)) (?:is |are |probably |likely |also )?(?:very |so |really |extremely |super "
    r"|incredibly |quite |a )?(?:busy|swamped|valuable|precious|limited|full|packed|hectic)",
    r"you must (?:be|get|receive) (?:very |so |really )?(?:busy|swamped|(?:a lot|lots|many|hundreds"
    r"|tons) of)|hate to (?:bother|ask|bug|impose|trouble)|don['’]?t (?:want|mean|wish) to (?:bother"
    r"|bug|impose|intrude|waste|take up|be a)",
    r"(?:not|n['’]t) too much trouble|waste (?:of )?your time|if you(?:['’]re| are) (?:not )?too busy"
    r"|i(?:['’]m| am) (?:probably |just )?(?:a )?(?:nobody|no one|bothering|bugging|imposing)"
    r"|out of the blue|bother(?:ing)? you|to bother",
    r"i(?:['’]m| am)? ?just (?:wanted|want|wanting|checking|reaching|following|writing|hoping"
    r"|wondering)|(?:just|only) a quick",
)
"""Apologies and shrinking; the letter is shorter and stronger without."""

FLATTERY = _any(
    rf"{_VERY}(?:impressed|inspired|amazed|blown away|captivated|fascinated|awed|in awe) (?:by|with|at"
    rf"|of) (?:your|you|everything|all)",
    r"(?:impressive|amazing|incredible|outstanding|remarkable|extraordinary|illustrious|stellar"
    r"|phenomenal|exceptional|distinguished|awesome|brilliant|fantastic|inspiring|inspirational"
    r"|unparalleled|stunning|prestigious|wonderful|tremendous|vast|immense) (?:\S+ )?(?:career"
    r"|careers|background|profile|experience|work|journey|achievements?|accomplishments?|success"
    r"|record|trajectory|path|expertise|knowledge|story|company|resume|leader|leadership)",
    r"(?:huge|big|biggest|great|massive|long-?time) (?:fan|admirer)|thought leader|guru|rock ?star|visionary"
    r"|legend|trailblazer|role model|industry (?:leader|giant|expert)",
    rf"{_VERY}admire(?:d|r)? (?:you|your|what you|everything|how)|(?:someone|somebody|person|leader"
    rf"|expert|professional)s? (?:of your (?:stature|calib(?:er|re)|standing)|(?:as \S+ as"
    rf"|like) (?:you|yourself))",
    r"your (?:success|wisdom|genius|greatness|brilliance|vast|wealth of|extensive|unique|incredible"
    r"|amazing)|would be an? (?:absolute |great |true |real )?(?:honou?r|privilege|dream)|honou?red to",
)
"""Praise that would fit anybody."""

PADDING = _any(
    r"(?:i )?hope (?:that )?(?:this|my|you|all|everything)(?: \S+){0,3}? (?:finds? you|(?:is|are"
    r"|['’]re) (?:all )?(?:doing )?(?:well|fine|great|good|safe))(?: well| in good health| \S+ well)?",
    r"pick your brains?|touch(?:ing)? base|circle back|synerg(?:y|ies|ize)|(?:my name is"
    r"|allow me to introduce|let me introduce|i would like to introduce|i(?:['’]d"
    r"| would) like to take this opportunity)",
    r"i am (?:writing|reaching out|contacting you|emailing) (?:to you )?(?:today |because |in order "
    r"|to (?:express|inquire|enquire|introduce|ask if|see if))|expand my (?:professional )?network"
    r"|add you to my (?:professional )?network|grow my network|network with (?:you|professionals)",
)

GREETING = re.compile(
    r"^(?:dear|hi|hello|hey|hiya|greetings|good\s+(?:morning|afternoon|evening|day)|howdy|salut|hola|hallo"
    r"|liebe[r]?|guten\s+tag|bonjour|ciao|to\s+whom)\b"
    r"|^[^\W\d_][\w.'’-]*(?:\s+[^\W\d_][\w.'’-]*){0,3}\s*[,:!–-]\s*$",
    re.IGNORECASE,
)
TO_NOBODY = re.compile(
    r"^(?:(?:dear|hi|hello)\s+(?:sir|madam|sirs|hiring\b.*|recruit\w+|team|all|everyone|friend|there"
    r"|professional|"
    r"connection|alumn\w+|colleague|prospective\b.*|whom\b.*)\b|to\s+whom\b|greetings\W*$)",
    re.IGNORECASE,
)
SIGN_OFF = re.compile(
    r"^(?:(?:with\s+)?(?:my\s+|all\s+)?(?:best|kind|kindest|warm|warmest|many|cordial|sincere|good)\b.{0,30}"
    r"|(?:with\s+)?(?:regards|sincerely|respectfully|cordially|gratefully|warmly|fondly|faithfully"
    r"|gratitude|love|hugs)\b.{0,20}"
    r"|thanks?\b.{0,40}|thank\s+you\b.{0,40}|cheers\b.{0,20}|yours\b.{0,20}|take\s+care\b.{0,20}"
    r"|talk\s+soon\b.{0,20}"
    r"|all\s+the\s+best\b.{0,10}|(?:until|till|see\s+you)\b.{0,20}|with\s+(?:appreciation"
    r"|thanks)\b.{0,20}|xo+\b.*)$",
    re.IGNORECASE,
)
SIGNED_INLINE = re.compile(
    r"(?:best|thanks|thank\s+you|regards|wishes|cheers|sincerely|warmly|yours"
    r"|love)\s*[,!.–-]*\s+[^\W\d_][\w.'’-]*"
    r"(?:\s+[^\W\d_][\w.'’-]*){0,2}\s*$",
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
    r"you (?:said|told|mentioned|described|explained|suggested|recommended|pointed|showed|shared"
    r"|asked|named|put it|spoke|talked|advised|gave me|walked)",
    r"your (?:\S+ )?(?:advice|point|suggestion|idea|story|example|tip|description|remark|question"
    r"|answer|thoughts?|take|view|explanation|account|comment|words?) (?:about|on|to|that|of|for"
    r"|regarding|how|why|from)",
    r"(?:learnt|learned|learn|realised|realized|understood|struck|stays? with me|stayed with me"
    r"|remember|took away|takeaway|surprised|made me (?:think|see|want|rethink))",
    r"(?:especially|particularly|in particular|above all|most of all|for example|since we (?:spoke"
    r"|talked|met)|as you)",
    r"i(?:['’]ve| have| will|['’]ll| already)? (?:already |just |now )?(?:read|ordered|signed|written"
    r"|wrote|called|contacted|started|registered|downloaded|bought|send|sent|look(?:ed)? (?:up|into"
    r"|at)|write to|call|follow (?:up on|your)|try|tried|contact)",
)
ME = frozenset({"i", "i'm", "i've", "i'd", "i'll", "me", "my", "mine", "myself", "im", "ive"})
YOU = frozenset(
    {"you", "your", "yours", "yourself", "you're", "you've", "you'd", "you'll", "u", "ur", "yall"}
)
