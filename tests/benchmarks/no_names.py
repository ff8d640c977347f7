"""Capitalised words that are no names, and what ties names together: the lists of the coverage benchmark."""

from __future__ import annotations

HEADS = frozenset(
    """
    Academy Administration Agency Alliance Assembly Association Authority Bank Board Branch Bureau Center Centre
    Chamber Club Coalition College Command Commission Committee Conference Confederation Congress Convention Corps
    Council Court Department Embassy Faculty Federation Festival Forum Foundation Front Fund General-Federation Group
    Headquarters House Institute Institution League Ministry Movement Museum National-Committee Network Office Order
    Organisation Organization Palace Party Presidium Secretariat Section School Service Society State-Committee Tower
    Treaty Union University Delegation Regional-Committee Arch Chiefs Republic Staff States Day Gulf Battle Study
    Reunification Solidarity Friendship Implementation Promotion Defence Defense Supporting Implementing Achieving
    Publicity Cooperation Relations Exchange Sciences Protection C.C. CC Propagation Materialization Exhibition
    Preparatory-Committee Subcommittee Company Corporation Studies Research Conservatory Agreement Circle District
    Zone Horn Hall
    """.split()
)
"""What names go on after with `of`: organisations, meetings, and places like `Gulf of Aden`."""

OWNERS = frozenset(
    """
    People's Peoples' Women's Children's Workers' Students' Farmers' Writers' Teachers' Journalists' Lawyers' Men's
    Youth's Pioneers' Veterans' Citizens' Trades' Schoolchildren's Artistes' Scientists' Friends' Employees' Boys'
    Martyrs' Fighters' Moody's Poor's Lowe's McDonald's Macy's Kohl's Sotheby's Christie's King's Queen's Mother's
    Lloyd's Peasants' Labourers' Traders' Builders' Soldiers' People’s Women’s Children’s Workers’ Moody’s Poor’s
    """.split()
)
"""Possessives inside names."""

NATIONALITIES = frozenset(
    """
    North South East West N. S. Southeast Northeast Central Anti Korean Koreans Japanese Chinese American Americans
    Russian Russians British English French German Germans Italian Italians Spanish Portuguese Indian Indians
    Pakistani Iranian Iranians Iraqi Iraqis Israeli Israelis Palestinian Palestinians Syrian Syrians Libyan Libyans
    Egyptian Egyptians Turkish Turks Greek Greeks Arab Arabs Arabic Asian Asians European Europeans African Africans
    Latin Western Soviet Cuban Cubans Mexican Brazilian Canadian Canadians Australian Australians Swiss Swedish
    Norwegian Danish Dutch Belgian Finnish Austrian Polish Czech Slovak Hungarian Romanian Bulgarian Ukrainian
    Belarusian Byelorussian Vietnamese Lao Laotian Cambodian Thai Malaysian Malaysians Indonesian Indonesians
    Philippine Filipino Filipinos Burmese Mongolian Nepali Nepalese Bangladeshi Afghan Afghans Saudi Taiwanese
    Singaporean Nigerian Kenyan Ugandan Tanzanian Ethiopian Congolese South-African Angolan Zimbabwean Sudanese Somali
    Venezuelan Argentine Argentinian Chilean Peruvian Colombian Bolivian Ecuadorian Irish Scottish Welsh Briton
    Britons Jewish Muslim Muslims Christian Christians Catholic Buddhist Buddhists Islamic Islamist Hindu Protestant
    Protestants Confucian Confucianism Buddhism Christianity Islam Catholics Zionist Zionists Mandarin Hangul
    Cantonese Caucasian Mediterranean Nordic Baltic Balkan Scandinavian Icelandic Georgian Armenian Kazakh Uzbek
    Uighur Tibetan Tibetans Hispanic Kurdish Kurds Shi'ite Shia Sunni Basque Hungarians Yemeni Lebanese Jordanian
    Kuwaiti Equatorial-Guinean Guinean Guyanese Jamaican Maltese Cypriot Algerian Tunisian Moroccan Malian Senegalese
    Swede Spaniard Frenchman Englishman Dutchman South-Korean North-Korean Mexicans Sri-Lankan Latvian Lithuanian
    Estonian Serbian Croatian Moldovan Portugese Asiatic Anglo-Saxon Sino-Korean Korean-American Korean-Japanese
    Yankee Yankees Yank Yanks Jap Japs GIs Britain-based Anti-Japanese Eurasian Sino-U.S. Sino-American Uruguayan
    Peruvians Ghanaian Namibian Nicaraguan Belorussian Pakistanis Lankan Guineans Equatorial Sri Shiite Republican
    Republicans Democrat Democrats Democratic Siberian Pyongyangites Ghanaians Dietmen Far Eastern Moravian
    """.split()
)
"""Who or what a people's is: of a nation, a language, a faith."""

TITLES = frozenset(
    title.strip()
    for title in """
    President | Vice President | Vice-President | Prime Minister | Deputy Prime Minister | Premier | Vice Premier
    Chancellor | Foreign Minister | Defense Minister | Defence Minister | Finance Minister | Unification Minister
    Trade Minister | Energy Minister | Economy Minister | Minister | Vice Minister | Vice Foreign Minister
    Deputy Foreign Minister | Vice-Minister | Foreign Secretary | Defense Secretary | Treasury Secretary
    Commerce Secretary | Energy Secretary | Agriculture Secretary | Secretary of State
    Assistant Secretary of State | Assistant Secretary | Deputy Secretary | Under Secretary | Undersecretary
    Deputy Secretary of State | Secretary of Defense | Secretary-General | Secretary General | General Secretary
    Secretary | Chief Cabinet Secretary | Ambassador | Ambassador to | Deputy Ambassador | Senator | Senators | Sen.
    Sens. | Rep. | Reps. | Representative | Trade Representative | Special Representative | Congressman
    Congresswoman | Governor | Gov. | Mayor | Chairman | Chairwoman | Vice Chairman | Vice-Chairman | Vice-chairman
    Honorary Chairman | Chairperson | Chair | Chief Executive | Chief Executive Officer | Chief Financial Officer
    Chief Operating Officer | CEO | CFO | COO | Executive Director | Managing Director | Deputy Director
    Director General | Director-General | Director | Deputy | General | Generals | Lt. Gen. | Maj. Gen. | Brig. Gen.
    Gen. | Lt. General | Major General | Lieutenant General | Brigadier General | Adm. | Rear Admiral | Rear Adm.
    Vice Admiral | Vice Adm. | Admiral | Colonel | Col. | Lt. Col. | Lieutenant Colonel | Major | Maj. | Captain
    Capt. | Lieutenant | Lt. | Sgt. | Sergeant | Corporal | Private | Cmdr. | Commander | Supreme Commander
    Marshal | Vice Marshal | KPA Marshal | Mr. | Mrs. | Ms. | Mr | Mrs | Ms | Miss | Dr. | Dr | Prof. | Professor
    King | Queen | Prince | Crown Prince | Princess | Emperor | Pope | Comrade | Comrades | Judge | Justice
    Chief Justice | Rev. | Reverend | Archbishop | Speaker | Spokesman | Spokeswoman | Commissioner
    Trade Commissioner | Chief | Envoy | Deputy Minister | Minister of Foreign Affairs | Minister of Defense
    Minister of Culture | First Lady | Head of State | Commander-in-Chief | Sir | HE | H.E. | Excellency | Prof | MD
    Lord | Lady | Sheikh | Madame | Madam | Mme | Vice Department Director | First Vice Department Director
    Department Director | Administrator | Air Attache | Military Attache | Generalissimo | Presbyter
    District Judge | Magistrate Judge | Unit | Messrs | Attorney General | Chief Economist | Senior Vice President
    Executive Vice President | First Vice President | Minister of Trade | Minister of Finance | Analyst | Leader
    Lt | Col | Gen | Sen | Rep | Gov | Interior Minister | First Secretary | First Vice Chairman
    First Vice-Chairman | First Vice-chairman | First Vice-President | Vice-president | Vice-Premier | Vice-Marshal
    Deputy Director General | Deputy Director-General | Deputy Premier | Deputy Treasury Secretary
    Acting President | Editor-in-Chief | Charge d'Affaires | Agriculture Minister | Industry Minister
    Trade and Industry Minister | Oil Minister | Environment Minister | Justice Minister | Sr. | Jr. | Fed Chairman
    Under-Secretary-General | Under Secretary of State | Undersecretary of State | Vice Chair | Jr | Sr
    """.replace("\n", " | ").split("|")
    if title.strip()
)
"""Offices and forms of address before a name or instead of it."""

GENERAL = frozenset(
    """
    Federation Association Bureau Department Motors Electric Assembly Staff Company Investment Dynamics Mills
    Administration Command Conference Confederation Union Political Hospital Meeting Machine
    """.split()
)
"""After these `General` is no rank."""

FAMILY_NAMES = frozenset(
    """
    Kim Lee Ri Yi Park Pak Choi Choe Chung Jung Jong Cho Jo Chang Jang Kang Han Yun Yoon Hong Hwang Yang Ryu Yoo Yu Mun
    Moon Song Son Sin Shin Sim O Oh Ok U Ko Koh Ro Roh An Ahn Paek Nam Ho Hur Im Lim Rim Chol Hun Tun Hon Hu Liu Chen
    Zhang Wang Li Zhou Wu Quan Xu Sun Huang
    """.split()
)
"""East Asian family names: alone, they stand for many people of an article."""

PASSING = frozenset(
    """
    January February March April May June July August September October November December Jan. Feb. Mar. Apr. Jun.
    Jul. Aug. Sept. Sep. Oct. Nov. Dec. Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec Monday Tuesday Wednesday
    Thursday Friday Saturday Sunday Mondays Tuesdays Wednesdays Thursdays Fridays Saturdays Sundays Mon Tue Wed Thu
    Fri Sat Sun I A An The This That These Those He She It We You They His Her Its Our Your Their My In On At By For
    From To Of With Without Within Into Onto Upon Over Under Above Below Before After Since Until During Through
    Throughout Between Among And Or But Nor Yet So If When While Where Whether Why How What Which Who Whom Whose As
    Than Then Though Although Because Unless Also Only Even Just Not No Yes Now Here There Thus Hence Meanwhile
    However Moreover Therefore Earlier Later Today Yesterday Tomorrow Recently Once Again About Against Despite
    According All Any Some Both Each Every Either Neither Many Much More Most Few Several Such Other Others Another
    One Two Three Four Five Six Seven Eight Nine Ten Hundred First Second Third Fourth Fifth Last Next Like Unlike
    Still Already Always Never Too Very Let Is Are Was Were Be Been Being Do Does Did Has Have Had Can Could Will
    Would Shall Should Might Must Up Down Out Off Via Per Versus Vs Plus Including Excluding Following Regarding
    Concerning Amid Amidst Around Across Along Near Beyond Toward Towards I'm I've It's That's There's We're They're
    Don't Can't What's He's She's Let's I'll We'll Isn't Doesn't Didn't Editing Reporting Writing Additional
    Separately Compiled Edited Written Reported Graphics No. Nos. Vol. Bldg
    """.split()
)
"""Days, months and function words: a name never goes over them."""

OTHERS = frozenset(
    """
    GMT EDT EST TV TVs PC PCs LCD LCDs DRAM NAND GDP IPO M&A PMI PMIs R&D SUV SUVs ID IT FX HK LNG CEOs MOU NGO NGOs
    GI GIs WMD WMDs AIDS HIV FM DVDs DVD DDoS Ddos CNC UHP Bq Web Internet Inc Ltd Corp Co Plc Rev Lieut Vol Ch C.C CC
    NA Group Reactors Nos Heaven God Republic Presidency Secretariat Confederation Sing Echo Horn Nostalgia Present
    Reply Separately
    """.split()
)
"""Single words and abbreviations that are no names of anybody or anything: technical terms, remains of names."""

UNKINDED = frozenset(
    name.strip()
    for name in """
    Juche | Juche Idea | Juche Philosophy | Songun | Songun Idea | Songun Policy | Songun Politics | Self-Reliance
    New Year | Kimilsungism | Kimjongilism | Chollima | Thriving Nation | People's Life | National Security Law
    NSL | OPLAN | Kim Il Sung Prize | Kim Il Sung Order | Order of Kim Il Sung | Order of National Flag
    Order of Labor | Labor Hero | Jongilbong Prize | Kim Il Sung Youth Honor Prize | Kimilsungia | Kimilsungias
    Kimjongilia | Kimjongilias | Taekwon-Do | Taekwon-do | Richter | Silk Road | Flower Girl | Tetron | KOSPI | Dow
    Nasdaq Composite Index | FTSEurofirst | Brent | Treasuries | U.S. Treasuries | Galaxy | Galaxy S | Galaxy S III
    Galaxy Tab | Android | Windows | Elantra | Sonata | PlayStation | Prius | Volt | Chevrolet Volt | Camry
    Dreamliner | BlackBerry | Civic | A380 | Corolla | Cruze | Genesis | LCD TVs | 21st Century | 1st Century
    Yusin | Ulsa | Improvised Explosive Device
    """.replace("\n", " | ").split("|")
    if name.strip()
)
"""Names of no kind that the reader knows: ideas, laws, prizes, works, flowers, sports, indices, goods."""
