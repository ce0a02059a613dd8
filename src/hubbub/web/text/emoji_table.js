// Made by scripts/emoji-table.py of emojibase-data 17.0.0 (MIT, (c) Miles Johnson).
export default `0
😀|grinning grinning_face|cheerful cheery grin happy laugh nice smile smiling 嘿嘿 笑脸 脸 高兴
😃|smiley grinning_face_with_big_eyes|awesome grin happy mouth open smile smiling teeth 哈哈 太棒了 开口笑 开口笑脸 笑脸 脸 高兴
😄|smile grinning_face_with_closed_eyes|eye grin happy laugh lol mouth open smiling 大笑 哈哈 开口而笑的脸 开心 笑 脸 露齿而笑 高兴
😁|grin beaming_face|eye eyes grinning happy nice smile smiling teeth 嘻嘻 笑脸 笑颜 脸 露齿而笑
😆|laughing satisfied lol squinting_face|closed eyes grinning haha hahaha happy laugh mouth 斜眼笑 lol 咧嘴笑 哈哈 开心 眯眼 眯眼大笑 笑 脸 高兴
😅|sweat_smile grinning_face_with_sweat|cold dejected excited mouth nervous open smiling stress 苦笑 冷汗 出汗 开口冒冷汗的脸 汗 泄气 紧张 脸
🤣|rofl|crying face floor funny haha happy hehe hilarious 笑得满地打滚 lolol 乐翻了 哈哈 地板 太扯了 打滚 满地打滚的笑 笑 笑得流泪 脸 超扯
😂|joy lmao tears_of_joy|crying face feels funny haha happy hehe hilarious 笑哭了 lol 喜极而泣 大笑 眼泪 笑 笑哭 脸
🙂|slightly_smiling_face|happy smile 呵呵 开心 浅笑的脸 笑 脸
🙃|upside_down_face|hehe smile upside-down 倒脸 好玩 好笑 脸 颠倒 颠倒的脸
🫠|melting_face melt|disappear dissolve embarrassed haha heat hot liquid lol 融化 冷笑 哈哈 尴尬 微笑 消失 液体 溶解 热
😉|wink winking_face|flirt heartbreaker sexy slide tease winks 眨眼 媚眼 撩拨 眨眼的脸 笑 脸
😊|blush smiling_face_with_closed_eyes|eye glad satisfied smile 羞涩微笑 害羞 微笑 满意 笑脸相迎 羞涩 脸 脸红
😇|innocent halo|angel angelic angels blessed face fairy fairytale fantasy 微笑天使 光环 天使 天真 幻想 微笑 脸 顶罩光环的笑脸
🥰|smiling_face_with_three_hearts smiling_face_with_3_hearts|adore crush heart ily love romance smile you 喜笑颜开 三颗爱心的笑脸 心 我爱你 爱慕 相爱 笑脸 迷恋 陷入爱河
😍|heart_eyes smiling_face_with_heart_eyes|143 bae eye feels heart-eyes hearts ily kisses 花痴 我爱你 爱 红心 脸
🤩|star_struck|excited eyes face grinning smile starry-eyed wow 好崇拜哦 兴奋 咧嘴笑 满天星 满眼星 脸 追星族 露齿笑
😘|kissing_heart blowing_a_kiss|adorbs bae face flirt ily love lover miss 飞吻 亲亲 想你 我爱你 眨眼 脸
😗|kissing kissing_face|143 date dating flirt ily kiss love smooch 亲亲 亲吻 吻 脸
☺️|relaxed smiling_face|happy outlined smile 微笑 呵呵 开心 放松 笑 脸
😚|kissing_closed_eyes kissing_face_with_closed_eyes|143 bae blush date dating eye flirt ily 羞涩亲亲 亲亲 吻 我爱你 羞涩 脸 闭眼 闭眼亲吻
😙|kissing_smiling_eyes kissing_face_with_smiling_eyes|143 closed date dating eye flirt ily kiss 微笑亲亲 亲亲 吻 微笑 笑颜亲吻 脸
🥲|smiling_face_with_tear|glad grateful happy joy pain proud relieved smile 含泪的笑脸 喜悦 喜极而泣 幸福 微笑 微笑的 感动 感动的 感恩的 感激 眼泪 笑中带泪 笑脸 自豪 苦中作乐 释怀的 骄傲的
😋|yum savoring_food|delicious eat face full hungry savor smile smiling 好吃 口水 哈喇子 津津有味 流口水 美味 脸
😛|stuck_out_tongue face_with_tongue|awesome cool nice party stuck-out sweet 吐舌 吐舌头的脸 太好了 脸 舌头 调皮
😜|stuck_out_tongue_winking_eye|crazy epic face funny joke loopy nutty party 单眼吐舌 单眼 古怪 吐舌 开玩笑 怪人 挤眉弄眼 脸
🤪|zany_face zany|crazy eye eyes goofy large small 滑稽 大小眼 大眼 小眼 滑稽的脸 疯狂的脸 疯眼 疯脸 脸
😝|stuck_out_tongue_closed_eyes|eye face gross horrible omg squinting stuck-out taste 眯眼吐舌 可怕 吐舌 尝 眯眼 眼睛 脸 都好 随便
🤑|money_mouth_face|money-mouth paid 发财 拜金 脸 见钱眼开 金钱至上 钱
🤗|hugs hug hugging hugging_face|hands open smiling 抱抱 抱 拥抱 笑 脸
🤭|hand_over_mouth face_with_hand_over_mouth|giggle giggling oops realization secret shock sudden surprise 不说 不可说 傻笑 吃吃傻笑 哎呀 意外 捂嘴而笑 猛然发现 秘密 脸
🫢|face_with_open_eyes_and_hand_over_mouth face_with_open_eyes_hand_over_mouth gasp|amazement awe disbelief embarrass omg quiet scared shock 睁眼捂嘴 哇塞 哑口无言 害怕 尴尬 怀疑 惊奇 惊愕 惊讶 敬畏 震惊
🫣|face_with_peeking_eye peek|captivated embarrass hide hiding peep scared shy stare 偷看 偷窥 凝视 害怕 害羞 尴尬 迷住
🤫|shushing_face shush|quiet shh 安静的脸 嘘 嘘声手势的脸 安静
🤔|thinking thinking_face wtf|chin consider hmm ponder pondering wondering 想一想 思考 想 想事情 脸
🫡|saluting_face salute|good luck ma’am ok respect sir troops yes 致敬 军队 好 好的 收到 敬礼 是 阳光
🤐|zipper_mouth_face zipper_mouth|keep quiet secret shut zip zipper-mouth 闭嘴 住嘴 嘴 封口 秘密 脸
🤨|raised_eyebrow face_with_raised_eyebrow|disapproval disbelief distrust emoji hmm mild skeptic skeptical 挑眉 不信任 不敢置信 不赞同 怀疑 氧起眉毛的脸 眉毛上挑的脸 脸
😐️|neutral_face neutral|awkward blank deadpan expressionless fine jealous meh oh 冷漠 无感 脸 表情空洞 面无表情
😑|expressionless expressionless_face|awkward dead fine inexpressive jealous meh not oh 无语 没有反应 绷着脸 脸 茫然 面无表情
😶|no_mouth|awkward blank expressionless face mouthless mute quiet secret 沉默 嘴 安静 没嘴 秘密 脸
🫥|dotted_line_face|depressed disappear hidden hide introvert invisible meh whatever 虚线脸 内向 无所谓 沮丧 消失 隐形 隐藏
😶‍🌫️|face_in_clouds in_clouds|absentminded fog head 迷茫
😏|smirk smirking smirking_face|boss dapper flirt homie kidding leer shade slick 得意 假笑 冷笑 得意的笑 脸 诡异地笑
😒|unamused unamused_face|... bored fine jealous jel jelly pissed smh 不高兴 不屑 不服 不爽的脸 脸 郁闷 鄙视 随便啦
🙄|roll_eyes rolling_eyes|eyeroll face shade ugh whatever 翻白眼 不敢苟同 无语 白眼 脸 随便啦
😬|grimacing grimacing_face|awk awkward dentist grimace grinning smile smiling 龇牙咧嘴 咬牙切齿 尴尬 牙医 脸 露齿 露齿而笑 鬼脸
😮‍💨|face_exhaling exhale exhaling|blow blowing exhausted gasp groan relief sigh smiley 呼气 叹息 叹气 吹气 呼气的脸 唉 无奈 松一口气 疲惫 笑脸 释然
🤥|lying_face lying|liar lie pinocchio 说谎 匹诺曹 脸 长鼻子 长鼻子脸
🫨|shaking_face shaking|crazy daze earthquake omg panic shock surprise vibrate 颤抖 哇 地震 天啊 惊喜 惊慌 晕头转向 疯狂 脸 震动 震惊
🙂‍↔️|head_shaking_horizontally|no shake 左右摇头 否定 摇头
🙂‍↕️|head_shaking_vertically|nod yes 上下点头 点头，肯定
😌|relieved relieved_face|calm peace relief zen 松了口气 如释重负 松口气 脸 蝉
😔|pensive pensive_face|awful bored dejected died disappointed losing lost sad 沉思 失落 心事重重 忧虑 脸
😪|sleepy sleepy_face|crying good night sad sleep sleeping tired 困 哭 想睡 满脸睡容 疲惫 睡觉 瞌睡 脸
🤤|drooling_face drooling|流口水 口水 垂涎 垂涎三尺 流口水的脸 脸
😴|sleeping sleeping_face|bed bedtime good goodnight nap night sleep tired 睡着了 呼噜 小睡 想睡 打呼 晚安 睡容 睡觉 累 累了 脸
🫩|face_with_eye_bags|bored exhausted eyes fatigued late sleepy tired weary 有眼袋 厌倦 困倦 晚睡 熬夜 疲倦 疲劳 疲惫 眼 眼袋 脸
😷|mask medical_mask|cold dentist dermatologist doctor dr face germs medicine 感冒 医生 口罩 戴口罩 戴口罩的脸 生病 病菌 脸
🤒|face_with_thermometer|ill sick 发烧 体温计 咬着体温计的脸 温度计 生病 脸 量体温
🤕|face_with_head_bandage|head-bandage hurt injury ouch 受伤 头绑绷带 打绷带 脸
🤢|nauseated_face nauseated|gross nasty sick vomit 恶心 吐 呕 恶心作呕的脸 脸 脸绿了
🤮|vomiting_face face_vomiting vomiting|barf ew gross puke sick spew throw up 呕吐 不舒服 吐 呕吐的脸 生病 病容 病恹恹 脸
🤧|sneezing_face sneezing|fever flu gesundheit sick sneeze 打喷嚏 喷嚏 打喷嚏的脸 生病 脸 鼻涕
🥵|hot_face hot|dying feverish heat panting red-faced stroke sweating tongue 脸发烧 中暑 冒汗 出汗 发烧 发热 吐舌 心狂跳 热 脸红
🥶|cold_face cold|blue blue-faced freezing frostbite icicles subzero teeth 冷脸 冰柱 冷 冷冰冰 冻 冻僵 满面寒霜 脸 脸色发青 蓝色 零下
🥴|woozy_face woozy|dizzy drunk eyes intoxicated mouth tipsy uneven wavy 头昏眼花 两眼不平 喝醉 嘴唇颤抖 头晕目眩 头晕眼花 微醉 微醺 波浪嘴形 眩晕的脸 眼花 醉醺醺
😵|dizzy_face knocked_out|crossed-out dead eyes feels sick tired 晕头转向 头晕 头晕眼花 晕头 晕头的脸 脸
😵‍💫|face_with_spiral_eyes dizzy_eyes|confused hypnotized omg smiley trouble whoa woah woozy 晕 哇 哎呀 头晕 笑脸 迷糊
🤯|exploding_head|blown explode mind mindblown no shocked way 爆炸头 不可能 印象深刻 吓到了 惊吓 震惊
🤠|cowboy_hat_face cowboy cowboy_face|cowgirl 牛仔帽脸 帽 牛仔 脸
🥳|partying_face hooray partying|bday birthday celebrate celebration excited happy hat horn 聚会笑脸 号角 喝彩 帽子 庆祝 派对 狂欢的脸 生日 聚会 脸 节日快乐
🥸|disguised_face disguised|disguise eyebrow glasses incognito moustache mustache nose person 伪装的脸 人物 伪装 眉毛 眼镜 胡子 脸 间谍 隐瞒身份 鼻子
😎|sunglasses smiling_face_with_sunglasses sunglasses_cool too_cool|awesome beach bright bro chilling rad relaxed shades 墨镜笑脸 墨镜 太阳镜 眼镜 耶 脸 酷
🤓|nerd_face nerd|brainy clever expert geek gifted glasses intelligent smart 书呆子脸 专家 书呆子 天才 奇葩 宅男 极客 眼镜 眼镜笑脸 聪明 脸
🧐|monocle_face face_with_monocle|classy fancy rich stuffy wealthy 带单片眼镜的脸 单眼镜 古板 奢华 富有 戴单眼镜的脸
😕|confused confused_face|befuddled confusing dunno frown hm meh not sad 困扰 不懂 不确定 困惑 疑惑 脸
🫤|face_with_diagonal_mouth|confused confusion disappointed doubt doubtful frustrated frustration meh 郁闷 不相信 不确定 困惑 失望 怀疑 无所谓 无聊 沮丧 疑惑 迷惘
😟|worried worried_face|anxious butterflies nerves nervous sad stress stressed surprised 担心 不高兴 伤心 忧心的脸 意外 担忧 焦虑 紧张 脸
🙁|slightly_frowning_face|frown sad 微微不满 不开心 不高兴 不高兴的脸 委屈 小委屈 心情不好 脸
☹️|frowning_face white_frowning_face|frown sad 不满 不爽 不高兴 委屈 皱眉 皱眉的脸 脸
😮|open_mouth face_with_open_mouth|believe forgot omg shocked surprised sympathy unbelievable unreal 吃惊 同情 啊 忘记 我不信 我的天 脸
😯|hushed hushed_face|epic omg stunned surprised whoa woah 缄默 吃惊 哦 我的天 脸 静而无语
😲|astonished astonished_face|cost no omg shocked totally way 震惊 不可以 惊 惊讶 惊讶的脸 没可能 绝不 脸
😳|flushed flushed_face|amazed awkward crazy dazed dead disbelief embarrassed geez 脸红 困惑 天呀 害羞 羞涩 脸 茫然 迷茫 难以置信
🫪|distorted_face|anxiety bloated panic shocked surprised vulnerable 变形的脸 惊喜 惊恐 惊慌 焦虑 脆弱 膨胀 震惊
🥺|pleading_face pleading|begging big eyes mercy not please pretty puppy 恳求的脸 可怜兮兮的眼神 大眼睛 小狗的脸 怜悯 祈求 祈求的脸 脸 请求
🥹|face_holding_back_tears watery_eyes|admiration aww cry embarrassed feelings grateful gratitude joy 忍住泪水 哭泣 喜极而泣 尴尬 悲伤 情绪 感激 感谢 抗拒 拜托 生气 自豪
😦|frowning frowning_face|caught frown guard mouth open scared scary surprise 啊 惊讶 意外 目瞪口呆 脸
😧|anguished anguished_face|forgot scared scary stressed surprise unhappy what wow 极度痛苦 痛 痛啊 痛苦 脸 难受
😨|fearful fearful_face|afraid anxious blame fear scared worried 害怕 不安 怕 恐怖 恐惧 脸
😰|cold_sweat anxious anxious_face|blue eek mouth nervous open rushed scared yikes 冷汗 张嘴冒冷汗的脸 惊讶 无语 汗 焦虑 紧张 脸
😥|disappointed_relieved sad_relieved_face|anxious call close complicated not sweat time whew 失望但如释重负 下次吧 出冷汗 失望 失望但解脱 如释重负 脸
😢|cry crying_face|awful feels miss sad tear triste unhappy 哭 伤心 哀伤 哭脸 泪 脸
😭|sob loudly_crying_face|bawling cry sad tear tears unhappy 放声大哭 哭 大哭 放声大哭的脸 泪 痛哭 脸
😱|scream screaming_in_fear|epic face fearful munch scared screamer shocked surprised 吓死了 吓死 害怕 尖叫 恐怖 惊吓大叫的脸 脸
😖|confounded confounded_face|annoyed confused cringe distraught feels frustrated mad sad 困惑 困惑的脸 焦头烂额 纠结 脸
😣|persevere persevering_face|concentrate concentration focus headache 痛苦 专注 入定 头痛 忍耐 脸 难受
😞|disappointed disappointed_face|awful blame dejected fail losing sad unhappy 失望 不高兴 失望的脸 脸 难过
😓|sweat downcast_face|close cold feels headache nervous sad scared yikes 汗 冒冷汗 冒汗 冷 尴尬 担心 脸
😩|weary weary_face|crying fail feels hungry mad nooo sad sleepy 累死了 疲倦 疲劳 疲惫 累 脸
😫|tired_face tired|cost feels nap sad sneeze 累 倦容 疲倦 疲劳 疲惫 脸
🥱|yawning_face yawn yawning|bedtime bored goodnight nap night sleep sleepy tired 打呵欠 呵欠 哈欠 困 困倦 夜里 打哈欠 打哈欠的脸 无聊 昏昏欲睡 晚安 疲倦 累
😤|triumph nose_steam|anger angry face feels fume fuming furious fury 傲慢 不爽 愤怒 气炸了 胜利 自负 赢 趾高气昂
😡|pout rage pouting_face|anger angry enraged feels mad maddening red shade 怒火中烧 发火 发飙 怒 生气 脸
😠|angry angry_face|anger blame feels frustrated mad maddening rage shade 生气 不爽 不高兴 怒 愤怒 脸
🤬|cursing_face censored face_with_symbols_on_mouth|censor cussing mad pissed swearing 嘴上有符号的脸 不爽 发誓 咒骂 生气 碎碎唸的脸 脸 诅咒
😈|smiling_imp|demon devil evil face fairy fairytale fantasy horns 恶魔微笑 幻想 微笑 犄角 神话故事 脸 邪魔
👿|imp angry_imp|demon devil evil face fairy fairytale fantasy horns 生气的恶魔 带角的怒容 幻想 恶魔 犄角 脸 顽童
💀|skull|body dead death face fairy fairytale i’m lmao 头骨 妖怪 怪兽 死亡 神话故事 脸 身体 骷髅
☠️|skull_and_crossbones|bone dead death face monster 骷髅 交叉股骨 头骨 妖怪 怪物 死亡 海盗 脸 骨头
💩|hankey poop shit|bs comic doo dung face fml monster pile 大便 好臭 屎 怪物 粑粑 脸 臭
🤡|clown_face clown|小丑脸 小丑 脸
👹|japanese_ogre ogre|creature devil face fairy fairytale fantasy mask monster 食人魔 吓人 妖怪 幻想 日本 神话故事 脸 面具 鬼 魔鬼
👺|japanese_goblin goblin|angry creature face fairy fairytale fantasy mask mean 小妖精 妖怪 幻想 怪物 日本 神话故事 脸 鬼
👻|ghost|boo creature excited face fairy fairytale fantasy halloween 鬼 万圣节 妖怪 幻想 幽灵 怪物 神话故事 脸 鬼脸
👽️|alien|creature extraterrestrial face fairy fairytale fantasy monster space 外星人 ufo 外太空 外星 太空 幻想 星际 脸 飞碟
👾|space_invader alien_monster|creature extraterrestrial face fairy fairytale fantasy game gamer 外星怪物 ufo 外星 外星人 太空 怪物 星际 脸 飞碟
🤖|robot robot_face|monster 机器人 怪物 脸
😺|smiley_cat grinning_cat|animal face mouth open smile smiling 大笑的猫 哈哈 大笑的猫脸 猫脸 笑 脸
😸|smile_cat grinning_cat_with_closed_eyes|animal eye face grin smiling 微笑的猫 呵呵 微笑的猫脸 猫脸 笑 笑颜逐开 脸
😹|joy_cat tears_of_joy_cat|animal face laugh laughing lol tear 笑出眼泪的猫 喜极而泣 快乐 猫脸 眼泪 笑出眼泪 笑出眼泪的猫脸 脸
😻|heart_eyes_cat smiling_cat_with_heart_eyes|animal eye face heart-eyes love smile 花痴的猫 wc 喜欢 心 猫 猫脸 脸 花痴 花痴的猫脸
😼|smirk_cat wry_smile_cat|animal face ironic 奸笑的猫 嘲讽笑容 奸笑 奸笑的猫脸 猫脸 脸 讽刺
😽|kissing_cat|animal closed eye eyes face kiss 亲亲猫 亲亲 吻 猫脸 猫脸亲亲 脸 闭眼亲亲的猫脸
🙀|scream_cat weary_cat|animal face oh surprised 疲倦的猫 惊讶 猫脸 疲倦 疲倦的猫脸 疲劳 疲惫 累 脸
😿|crying_cat_face crying_cat|animal cry sad tear 哭泣的猫 哭 哭泣的猫脸 泪 猫脸 眼泪 脸 难过
😾|pouting_cat|animal face 生气的猫 猫脸 生气 生气的猫脸 脸
🙈|see_no_evil|embarrassed face forbidden forgot gesture hide monkey omg 非礼勿视 不许看 别看 尴尬 糗 脸 蒙住眼睛 蒙眼
🙉|hear_no_evil|animal ears face forbidden gesture listen monkey not 非礼勿听 嘘 堵上耳朵 堵耳 猴子 脸
🙊|speak_no_evil|animal face forbidden gesture monkey not oops prohibited 非礼勿言 不许说 捂上嘴巴 捂嘴 秘密 脸
💌|love_letter|heart mail romance valentine 情书 信 心 邮件
💘|cupid heart_with_arrow|143 adorbs date emotion ily love romance valentine 心中箭了 一箭穿心 丘比特 我爱你 浪漫 爱情 箭 红心
💝|gift_heart heart_with_ribbon|143 anniversary emotion ily kisses valentine xoxo 系有缎带的心 我爱你 爱的礼物 绑丝带的心 送你一颗心
💖|sparkling_heart|143 emotion excited good ily kisses morning night 闪亮的心 我爱你 激动 红心 闪亮
💗|heartpulse growing_heart|143 emotion excited ily kisses muah nervous pulse 搏动的心 亲亲 吻 我爱你 搏动 激动 紧张 红心
💓|heartbeat beating_heart|143 cardio emotion ily love pulsating pulse 心跳 心动 我爱你 爱
💞|revolving_hearts|143 adorbs anniversary emotion heart 舞动的心 我爱你 旋转 涌动 跃动
💕|two_hearts|143 anniversary date dating emotion heart ily kisses 两颗心 我爱你 爱情
💟|heart_decoration|143 emotion hearth purple white 心型装饰 心 我爱你 装饰
❣️|heavy_heart_exclamation heart_exclamation|mark punctuation 心叹号 叹号 心动 标点符号
💔|broken_heart|break crushed emotion heartbroken lonely sad 心碎 伤心
❤️‍🔥|heart_on_fire|burn love lust sacred 火上之心 渴望 燃烧 爱
❤️‍🩹|mending_heart|healthier improving recovering recuperating well 修复受伤的心灵 修补 恢复 痊愈
❤️|heart red_heart|emotion love 红心 心 爱
🩷|pink_heart|143 adorable cute emotion ily like love special 粉红色的心 可爱 喜欢 心 感情 我爱你 爱 特殊 甜蜜 粉红 讨人喜欢
🧡|orange_heart|143 橙心 橘心 橘色 橘色的心 橙
💛|yellow_heart|143 cardiac emotion ily love 黄心 我爱你 黄
💚|green_heart|143 emotion ily love romantic 绿心 我爱你 绿
💙|blue_heart|143 emotion ily love romance 蓝心 我爱你 蓝
🩵|light_blue_heart|143 cute cyan emotion ily like love sky 浅蓝色的心 可爱 喜欢 天蓝 心 感情 我爱你 浅蓝 爱 特殊 蓝绿 蓝绿色 青色
💜|purple_heart|143 bestest emotion ily love 紫心 我爱你 紫
🤎|brown_heart|143 棕心 心 心形 棕 棕色 棕色爱心 爱心
🖤|black_heart|evil wicked 黑心 心 邪恶 黑 黑色 黑色的心
🩶|grey_heart gray_heart|143 emotion ily love silver slate special 灰心 心 感情 我爱你 暗灰 灰 灰色 爱 特殊 银 银色
🤍|white_heart|143 白心 心 心形 爱心 白 白色 白色爱心
💋|kiss|dating emotion heart kissing lips mark romance sexy 唇印 亲吻 吻 唇 性感 接吻 浪漫
💯|100|a+ agree clearly definitely faithful fleek full hundred 一百分 100 满分 百分百 绝对 考试
💢|anger|angry comic mad symbol upset 怒 火大 生气 青筋
🫯|fight_cloud|argument brawl debate disagreement ruckus wrestle 打斗云团 争论 吵架 战斗 打斗 打架 摔跤 斗殴 骚动
💥|boom collision|bomb collide comic explode 爆炸 撞 旺 炸 爆
💫|dizzy|comic shining shooting star stars 头晕 头晕目眩 星星 流星
💦|sweat_drops|comic drip droplet droplets splashing squirt water wet 汗滴 喷溅 小水滴 小水珠 汗 泼贱 溅
💨|dash dashing_away|cloud comic fart fast go gone gotta running 尾气 扬尘而去 放屁 烟 疾驰而去 飞奔而去
🕳️|hole|洞 井盖 坑 陷阱
💬|speech_balloon|bubble comic dialog message sms talk text typing 话语气泡 发言 对话框 气泡 气泡对话框 气球 漫画
👁️‍🗨️|eye_speech_bubble eye_in_speech_bubble|balloon witness 眼睛对话框 对话框 目擊 眼睛
🗨️|left_speech_bubble|balloon dialog 朝左的话语气泡 对话框 话语
🗯️|right_anger_bubble|angry balloon mad 愤怒话语气泡 右倾愤怒对话框 对话框 愤怒
💭|thought_balloon|bubble cartoon cloud comic daydream decisions dream idea 内心活动气泡 对话框 思想 思想活动 想法 梦 气泡 泡泡对话框 白日梦
💤|zzz|comic good goodnight night sleep sleeping sleepy tired 睡着 呼噜 困了 想睡 打呼 晚安 疲倦
1
👋|wave waving_hand|bye cya g2g greetings gtg hello hey hi 挥手 你好 再见 嗨 在吗 手 等一下 等等 该走了
🤚|raised_back_of_hand|backhand 立起的手背 举起 举起手背 手 手背 立起
🖐️|raised_hand_with_fingers_splayed|finger stop 手掌 举起张开的手掌 击掌 布 手 禁止
✋️|hand raised_hand high_five|5 stop 举起手 举手 举起的手 五指 停 击掌 手
🖖|vulcan_salute vulcan|finger hand hands 瓦肯举手礼 手 敬礼 斯波克 星际迷航 瓦肯
🫱|rightwards_hand|handshake hold reach right rightward shake 向右的手 伸手 右 右手 向右 手 握手
🫲|leftwards_hand|handshake hold left leftward reach shake 向左的手 伸手 向左 左 左手 手 握手
🫳|palm_down_hand palm_down|dismiss drop dropped pick shoo up 掌心向下的手 下投 手 扔掉 拿起 捡起 解散 驱赶
🫴|palm_up_hand palm_up|beckon catch come hold know lift me offer 掌心向上的手 不知道 召唤 告诉我 手 拿着 接住 提供 过来 送出
🫷|leftwards_pushing_hand|block five halt high hold leftward pause push 向左推 中止 停止 击掌 向左 往左 手 拒绝 推 暂停 等等 阻挡
🫸|rightwards_pushing_hand|block five halt high hold pause push refuse 向右推 中止 停止 击掌 向右 往右 手 拒绝 推 暂停 等等 阻挡
👌|ok_hand|awesome bet dope fleek fosho got gotcha legit ok ok 手势 可以 同意 好的 当然 手 没问题 确定
🤌|pinched_fingers pinch|gesture hand hold huh interrogation patience relax sarcastic 捏手指 为什么 你到底在说什么 匮乏 审讯 强调 您要什么 手势 手指 挖苦 放松点
🤏|pinching_hand|amount bit fingers little small sort 捏合的手势 一点 一点点 小 少 少量 手指 捏着 某种程度上
✌️|v victory|hand peace 胜利手势 v 和平 成功 手 胜利
🤞|crossed_fingers fingers_crossed|cross finger hand luck 交叉的手指 交叉 幸运 手 手指 祝好运
🫰|hand_with_index_finger_and_thumb_crossed|<3 expensive heart love money snap 食指与拇指交叉的手 响指 心 手 昂贵 比心 爱 爱心 金钱 钞票
🤟|love_you_gesture|fingers hand ily love-you three 爱你的手势 三种 我爱你 手 爱你
🤘|metal sign_of_the_horns|finger hand rock-on 摇滚 手 摇滚精神 燥起来 角 金属礼
🤙|call_me_hand|hang loose shaka 给我打电话 手 打电话给我 电话 给我打电话的手势
👈️|point_left|backhand finger hand index pointing 反手食指向左指 反手 向左指 手 指左 食指
👉️|point_right|backhand finger hand index pointing 反手食指向右指 反手 向右指 手 指右 食指
👆️|point_up_2 point_up|backhand finger hand index pointing 反手食指向上指 反手 向上指 手 指上 食指
🖕|fu middle_finger|hand 竖中指 中指 反手 手
👇️|point_down|backhand finger hand index pointing 反手食指向下指 反手 向下指 手 指下 食指
☝️|point_up point_up_2|finger hand index pointing this 食指向上指 向上指 手 指上 食指
🫵|index_pointing_at_the_viewer point_forward|finger hand poke you 指向观察者的食指 伸出手指 你 戳 手指 指 指向
👍️|+1 thumbsup yes|good hand like thumb up 拇指向上 同意 好 手 拇指 真棒 赞 赞成 顶一下
👎️|-1 thumbsdown no|bad dislike down good hand nope thumb thumbs 拇指向下 不赞成 反对 否决 手 责备
✊️|fist fist_raised|clenched hand punch solidarity 举起拳头 举拳 团结 手 拳头 握拳
👊|facepunch fist_oncoming punch|absolutely agree boom bro bruh bump clenched correct 出拳 完全同意 手 打 拳 挥拳过来 绝对正确
🤛|fist_left left_facing_fist|left-facing leftwards 朝左的拳头 拳头 朝左
🤜|fist_right right_facing_fist|right-facing rightwards 朝右的拳头 手 拳头 朝右
👏|clap clapping_hands|applause approval awesome congrats congratulations excited good great 鼓掌 干得好 恭喜 拍手 赞成
🙌|raised_hands|celebration gesture hand hooray praise raising 举双手 举手 击掌 双手 庆祝 手
🫶|heart_hands|<3 love you 做成心形的双手 手 比心 爱 爱你 爱心
👐|open_hands|hand hug jazz swerve 张开双手 十 双手 摊手
🤲|palms_up_together|cupped dua hands pray prayer wish 掌心向上托起 双掌 双掌向上 希望 祈祷 祷告
🤝|handshake|agreement deal hand meeting shake 握手 一言为定 会面 协议 君子协定
🙏|pray folded_hands|appreciate ask beg blessed bow cmon five gesture 双手合十 合掌 感恩 拜托 祈求 祈祷 祈福 祝福 谢谢
✍️|writing_hand|write 写字 写 手 笔
💅|nail_care nail_polish|bored cosmetics done makeup manicure whatever 涂指甲油 修指甲 忙完了 护手 指甲油 美甲 闷 随便啦
🤳|selfie|camera phone 自拍 手机 相机
💪|muscle right_bicep|arm beast bench biceps bodybuilder bro curls flex 肌肉 二头肌 健身房 强壮
🦾|mechanical_arm|accessibility prosthetic 机械手臂 义肢 手臂 无障碍
🦿|mechanical_leg|accessibility prosthetic 机械腿 义肢 无障碍 腿
🦵|leg|bent foot kick knee limb 腿 弯腿 肢体 脚 跛行 踢
🦶|foot|ankle feet kick stomp 脚 足踝 踏 踝 踢 踩 踱
👂️|ear|body ears hear hearing listen listening sound 耳朵 仔细听 听 耳
🦻|ear_with_hearing_aid hearing_aid|accessibility hard 戴助听器的耳朵 助听器 听力障碍 听障 失聪 无障碍 耳聋 聋
👃|nose|body noses nosey odor smell smells 鼻子 嗅 气味 闻 鼻
🧠|brain|intelligent smart 脑 大脑 头脑 智慧 智能 聪明
🫀|anatomical_heart|beat cardiology heartbeat organ pulse real red 心脏器官 中心 器官 心率 心脏 心脏病学 心跳 真心 红心 解剖 身体
🫁|lungs|breath breathe exhalation inhalation lung organ respiration 肺 吸气 呼吸 呼吸作用 呼气 器官 肺部 身体
🦷|tooth|dentist pearly teeth white 牙齿 牙医 牙科医生 珍珠色 白色
🦴|bone|bones dog skeleton wishbone 骨头 叉骨 狗 骨骼
👀|eyes|body eye face googly look looking omg peep 双眼 看 眼睛 窥视 身体
👁️|eye|1 body one 眼睛 单眼 看 眼 身体
👅|tongue|body lick slurp 舌头 啧啧地喝 舌 舔 身体
👄|lips mouth|beauty body kiss kissing lipstick 嘴 口 口红 吻 唇 唇膏
🫦|biting_lip|anxious bite fear flirt flirting kiss lipstick nervous 咬住嘴唇 不舒服 口红 咬嘴唇 嘴唇 害怕 性感 担心 接吻 焦虑 紧张 调情
👶|baby|babies children goo infant newborn pregnant young 小宝贝 孩子 宝宝 小毛头
🧒|child|bright-eyed grandchild kid young younger 儿童 中性 小孩 年轻人 性别不明 性别中立
👦|boy|bright-eyed child grandson kid son young younger 男孩 儿童 孩子 小孩 男
👧|girl|bright-eyed child daughter granddaughter kid virgo young younger 女孩 儿童 大眼女孩 女 女儿 孩子 小孩
🧑|adult|成人 中性 性别中立 性格不明
👱|blond_haired_person blond_haired|blond-haired human 金色头发的人 人 脸 金发
👨|man|adult bro 男人 兄弟 成人 男
🧔|bearded_person person_bearded|beard whiskers 有胡子的人 人 大胡子 男 络腮胡 胡子 胡须 腮帮子 连鬓胡子
🧔‍♂️|man_beard man_bearded|whiskers 有络腮胡子的男人 男人 胡子
🧔‍♀️|woman_beard woman_bearded|whiskers 有络腮胡子的女人 女人 胡子
👨‍🦰|red_haired_man man_red_haired|adult bro red hair 男人: 红发 兄弟 成人 男 男人 红发
👨‍🦱|curly_haired_man man_curly_haired|adult bro curly hair 男人: 卷发 兄弟 卷发 成人 男 男人
👨‍🦳|white_haired_man man_white_haired|adult bro white hair 男人: 白发 兄弟 成人 男 男人 白发
👨‍🦲|bald_man man_bald|adult bro 男人: 秃顶 兄弟 成人 男 男人 秃顶
👩|woman|adult lady 女人 女 淑女 金发
👩‍🦰|red_haired_woman woman_red_haired|adult lady red hair 女人: 红发 女 女人 淑女 红发 金发
🧑‍🦰|person_red_hair red_haired|adult red hair 成人: 红发 中性 性别中立 性格不明 成人 红发
👩‍🦱|curly_haired_woman woman_curly_haired|adult curly hair lady 女人: 卷发 卷发 女 女人 淑女 金发
🧑‍🦱|person_curly_hair curly_haired|adult curly hair 成人: 卷发 中性 卷发 性别中立 性格不明 成人
👩‍🦳|white_haired_woman woman_white_haired|adult lady white hair 女人: 白发 女 女人 淑女 白发 金发
🧑‍🦳|person_white_hair white_haired|adult white hair 成人: 白发 中性 性别中立 性格不明 成人 白发
👩‍🦲|bald_woman woman_bald|adult lady 女人: 秃顶 女 女人 淑女 秃顶 金发
🧑‍🦲|person_bald bald|adult 成人: 秃顶 中性 性别中立 性格不明 成人 秃顶
👱‍♀️|blond_haired_woman blonde_woman woman_blond_haired|blond-haired hair 金发女 女 金发
👱‍♂️|blond_haired_man man_blond_haired|blond-haired hair 金发男 男 金发
🧓|older_adult|elderly grandparent old person wise 老年人 中性 性别不明 性别中性 成人 熟龄 老人 老男人 老龄
👴|older_man|adult bald elderly gramps grandfather grandpa old wise 老爷爷 祖父 秃头 老人 老头
👵|older_woman|adult elderly grandma grandmother granny lady old wise 老奶奶 祖母 老人 老太
🙍|frowning_person person_frowning|annoyed disappointed disgruntled disturbed frown frustrated gesture irritated 皱眉 不开心 不满 不爽 失望 心烦意乱 恼火 沮丧 皱眉的人
🙍‍♂️|frowning_man man_frowning|annoyed disappointed disgruntled disturbed frown frustrated gesture irritated 皱眉男 不开心 男 皱眉 表情
🙍‍♀️|frowning_woman woman_frowning|annoyed disappointed disgruntled disturbed frown frustrated gesture irritated 皱眉女 不开心 女 皱眉
🙎|pouting_face person_pouting pouting|disappointed downtrodden frown grimace scowl sulk upset whine 撅嘴 不开心 不高兴 低落 噘嘴 失望 怒视 撅嘴的人 生闷气 皱眉 苦相 表情
🙎‍♂️|pouting_man man_pouting|disappointed downtrodden frown grimace scowl sulk upset whine 撅嘴男 不开心 噘嘴 男 表情
🙎‍♀️|pouting_woman woman_pouting|disappointed downtrodden frown grimace scowl sulk upset whine 撅嘴女 不开心 噘嘴 女
🙅|no_good person_gesturing_no|forbidden gesture hand not prohibit 禁止手势 不允许 不可能 不行 不通过 反对 手 用手势表示不的人 禁止
🙅‍♂️|ng_man no_good_man man_gesturing_no|forbidden gesture hand not prohibit 禁止手势男 不行 反对 男 禁止
🙅‍♀️|ng_woman no_good_woman woman_gesturing_no|forbidden gesture hand not prohibit 禁止手势女 不行 反对 女 禁止
🙆|ok_person all_good person_gesturing_ok|exercise gesture hand omg ok手势 ok 同意 女子用手势表示好 好的 手 手势 摆姿势 锻炼
🙆‍♂️|ok_man man_gesturing_ok|exercise gesture hand omg ok手势男 ok 可以 同意 好的 男 运动
🙆‍♀️|ok_woman woman_gesturing_ok|exercise gesture hand omg ok手势女 ok 可以 同意 女 好的
💁|information_desk_person tipping_hand_person person_tipping_hand|fetch flick flip gossip sarcasm sarcastic sassy seriously 前台 介绍 伸手给小费 信息 八卦 帮助 手 拨弄头发 自信时髦 请您离开 随便啦
💁‍♂️|sassy_man tipping_hand_man man_tipping_hand|fetch flick flip gossip sarcasm sarcastic seriously whatever 前台男 前台 嘲讽 小费 男
💁‍♀️|sassy_woman tipping_hand_woman woman_tipping_hand|fetch flick flip gossip sarcasm sarcastic seriously whatever 前台女 前台 女
🙋|raising_hand person_raising_hand|gesture here know me pick question raise 举手 举手的人 嗨 开心 我参加 我可以帮忙 我知道 手 看这里 选我
🙋‍♂️|raising_hand_man man_raising_hand|gesture here know me pick question raise 男生举手 举手 发问 手势 男
🙋‍♀️|raising_hand_woman woman_raising_hand|gesture here know me pick question raise 女生举手 举手 女
🧏|deaf_person|accessibility ear gesture hear 失聪者 听力 听力障碍 听障 无障碍 耳朵 耳聋 聋
🧏‍♂️|deaf_man|accessibility ear gesture hear 失聪的男人 听力障碍 男 耳朵 聋
🧏‍♀️|deaf_woman|accessibility ear gesture hear 失聪的女人 听力障碍 女 耳朵 聋
🙇|bow person_bowing|apology ask beg favor forgive gesture meditate meditation 鞠躬 不好意思 冥想 姿势 对不起 惭愧 感谢 懊悔 祈求宽恕 道歉 鞠躬的人
🙇‍♂️|bowing_man man_bowing|apology ask beg bow favor forgive gesture meditate 男生鞠躬 不好意思 对不起 男 道歉
🙇‍♀️|bowing_woman woman_bowing|apology ask beg bow favor forgive gesture meditate 女生鞠躬 不好意思 女 对不起 道歉 静思 鞠躬
🤦|facepalm person_facepalming|again bewilder disbelief exasperation no not oh omg 捂脸 人 尴尬 恼怒 我的天哪 扶额 无语 难以置信 震惊
🤦‍♂️|man_facepalming|again bewilder disbelief exasperation facepalm no not oh 男生捂脸 尴尬 恼怒 我的天哪 扶额 捂脸 无奈 无语 男 男子捂脸 难以置信 震惊
🤦‍♀️|woman_facepalming|again bewilder disbelief exasperation facepalm no not oh 女生捂脸 女 女子捂脸 尴尬 恼怒 我的天哪 扶额 捂脸 无奈 无语 难以置信 震惊
🤷|shrug person_shrugging|doubt dunno guess idk ignorance indifference knows maybe 耸肩 不关心 不知道 人 天晓得 怀疑 我哪知 我猜的 无所谓 无视
🤷‍♂️|man_shrugging|doubt dunno guess idk ignorance indifference knows maybe 男生耸肩 不关心 不知道 天晓得 怀疑 我哪知 我猜的 无所谓 无视 男 男子耸肩 耸肩
🤷‍♀️|woman_shrugging|doubt dunno guess idk ignorance indifference knows maybe 女生耸肩 不关心 不知道 天晓得 女 女子耸肩 怀疑 我哪知 我猜的 无所谓 无视 耸肩
🧑‍⚕️|health_worker|doctor healthcare nurse therapist 卫生工作者 医生 护士 治疗师
👨‍⚕️|man_health_worker|doctor healthcare nurse therapist 男医生 医护人员 医生 护士 治疗师 男 男人 男治疗师
👩‍⚕️|woman_health_worker|doctor healthcare nurse therapist 女医生 医护人员 医生 女 女人 女治疗师 护士 治疗师
🧑‍🎓|student|graduate 学生 毕业 毕业生
👨‍🎓|man_student|graduate 男学生 学生 毕业 男
👩‍🎓|woman_student|graduate 女学生 女 学生 毕业
🧑‍🏫|teacher|instructor lecturer professor 老师 教师 教授
👨‍🏫|man_teacher|instructor lecturer professor 男老师 教师 教授 男 老师
👩‍🏫|woman_teacher|instructor lecturer professor 女老师 女 教师 教授 老师
🧑‍⚖️|judge|justice law scales 法官 法律
👨‍⚖️|man_judge|justice law scales 男法官 正义 法官 法律 男
👩‍⚖️|woman_judge|justice law scales 女法官 女 正义 法官 法律
🧑‍🌾|farmer|gardener rancher 农民 园丁
👨‍🌾|man_farmer|gardener rancher 农夫 农民 园丁 牧场主人 牧场工人 男
👩‍🌾|woman_farmer|gardener rancher 农妇 农民 园丁 女 牧场主人 牧场工
🧑‍🍳|cook|chef 厨师 做饭 大厨
👨‍🍳|man_cook|chef 男厨师 做饭 厨师 大厨 男
👩‍🍳|woman_cook|chef 女厨师 做饭 厨师 大厨 女
🧑‍🔧|mechanic|electrician plumber tradesperson 技工 水管工 电工
👨‍🔧|man_mechanic|electrician plumber tradesperson 男技工 技工 机械工 杂工 水管工 水管工人 电工 男
👩‍🔧|woman_mechanic|electrician plumber tradesperson 女技工 修理工 女 技工 水电工 水管工 水管工人 电工
🧑‍🏭|factory_worker|assembly industrial 工人 工业 工厂 装配
👨‍🏭|man_factory_worker|assembly industrial 男工人 工业 工人 工厂 男 组装工 装配
👩‍🏭|woman_factory_worker|assembly industrial 女工人 女 工业 工人 工厂 装配
🧑‍💼|office_worker|architect business manager white-collar 白领 商人 建筑师 经理
👨‍💼|man_office_worker|architect business manager white-collar 男白领 商人 建筑师 男 白领 经理
👩‍💼|woman_office_worker|architect business manager white-collar 女白领 人物 商人 女 建筑师 白领 经理
🧑‍🔬|scientist|biologist chemist engineer mathematician physicist 科学家 化学家 工程学家 物理学家 生物学家
👨‍🔬|man_scientist|biologist chemist engineer mathematician physicist 男科学家 化学家 工程学家 工程师 数学家 物理学家 生物学家 男 科学家
👩‍🔬|woman_scientist|biologist chemist engineer mathematician physicist 女科学家 化学家 女 工程学家 工程师 数学家 物理学家 生物学家 科学家
🧑‍💻|technologist|coder computer developer inventor software 程序员 发明 开发人员 码农 软件
👨‍💻|man_technologist|coder computer developer inventor software 男程序员 发明家 工程师 开发人员 男 码农 程序员 软件
👩‍💻|woman_technologist|coder computer developer inventor software 女程序员 发明家 女 工程师 开发人员 码农 程序员 软件
🧑‍🎤|singer|actor entertainer rock rockstar star 歌手 摇滚歌手 明星 演员 艺人
👨‍🎤|man_singer|actor entertainer rock rockstar star 男歌手 摇滚歌手 明星 歌手 男 男演员 艺人
👩‍🎤|woman_singer|actor entertainer rock rockstar star 女歌手 女 摇滚歌手 明星 歌手 演员 艺人
🧑‍🎨|artist|palette 艺术家 画家
👨‍🎨|man_artist|palette 男艺术家 男 画家 艺术
👩‍🎨|woman_artist|palette 女艺术家 女 画家 艺术
🧑‍✈️|pilot|plane 飞行员 飞机
👨‍✈️|man_pilot|plane 男飞行员 机长 男 飞机 飞行员
👩‍✈️|woman_pilot|plane 女飞行员 女 机长 飞机 飞行员
🧑‍🚀|astronaut|rocket space 宇航员 火箭
👨‍🚀|man_astronaut|rocket space 男宇航员 宇宙 宇航员 火箭 男 航天
👩‍🚀|woman_astronaut|rocket space 女宇航员 女 宇宙 宇航员 火箭 航天
🧑‍🚒|firefighter|fire firetruck 消防员 消防车
👨‍🚒|man_firefighter|fire firetruck 男消防员 救火 消防 消防员 消防车 男
👩‍🚒|woman_firefighter|fire firetruck 女消防员 女 救火 消防 消防员 消防车 火灾
👮|cop police_officer|apprehend arrest citation law over pulled undercover 警察 交警 传唤 公安 卧底 武警 法警 警官 警方 逮捕
👮‍♂️|policeman man_police_officer|apprehend arrest citation cop law over pulled undercover 男警察 男 警官 警察
👮‍♀️|policewoman woman_police_officer|apprehend arrest citation cop law over pulled undercover 女警察 交警 公安 卧底 女 武警 法警 警官 警察 警方 逮捕
🕵️|detective|sleuth spy 侦探 特工 男 间谍
🕵️‍♂️|male_detective man_detective|sleuth spy 男侦探 侦探 男 间谍
🕵️‍♀️|female_detective woman_detective|sleuth spy 女侦探 侦探 女 特工 间谍
💂|guard|buckingham helmet london palace 卫兵 伦敦 卫士 守卫 白金汉宫
💂‍♂️|guardsman man_guard|buckingham helmet london palace 男卫兵 卫兵 卫士 守卫 男
💂‍♀️|guardswoman woman_guard|buckingham helmet london palace 女卫兵 卫兵 卫士 女 守卫
🥷|ninja|assassin fight fighter hidden person secret skills sly 忍者 人物 侠客 刺客 士兵 战斗 打斗 狡猾 秘密 隐藏 隐身
👷|construction_worker|build fix hardhat hat man person rebuild remodel 建筑工人 包工头 头盔 安全帽 工人 工程师 建筑 建造 搬砖 改造
👷‍♂️|construction_worker_man man_construction_worker|build fix hardhat hat rebuild remodel repair work 男建筑工人 工人 建筑 男
👷‍♀️|construction_worker_woman woman_construction_worker|build fix hardhat hat man rebuild remodel repair 女建筑工人 头盔 女 工人 建筑
🫅|person_with_crown royalty|monarch noble regal royal 戴王冠的人 君主 君威 国王 王冠 王后 王室 皇室 贵族
🤴|prince|crown fairy fairytale fantasy king royal royalty tale 王子 皇家
👸|princess|crown fairy fairytale fantasy queen royal royalty tale 公主 皇冠 童话
👳|person_with_turban person_wearing_turban|戴头巾的人 头巾
👳‍♂️|man_with_turban man_wearing_turban|戴头巾的男人 头巾 男
👳‍♀️|woman_with_turban woman_wearing_turban|戴头巾的女人 头巾 女 特本
👲|man_with_gua_pi_mao person_with_skullcap|cap chinese guapi hat 戴瓜皮帽的人 人物 帽子 瓜皮帽
🧕|woman_with_headscarf|bandana head hijab kerchief mantilla tichel 带头饰的女人 头巾 希贾布 戴头巾的女人
🤵|person_in_tuxedo|formal wedding 穿燕尾服的人 人 新郎 正式 燕尾服 男人 穿燕尾服的男人
🤵‍♂️|man_in_tuxedo|formal groom wedding 穿礼服的男人 男人 礼服
🤵‍♀️|woman_in_tuxedo|formal wedding 穿礼服的女人 女人 礼服
👰|person_with_veil|wedding 戴头纱的人 人 头纱 婚礼 戴头纱的新娘 新娘 结婚
👰‍♂️|man_with_veil|wedding 戴头纱的男人 头纱 男人
👰‍♀️|bride_with_veil woman_with_veil|wedding 戴头纱的女人 头纱 女人
🤰|pregnant_woman|孕妇 女人 怀孕 怀孕的女人
🫃|pregnant_man|belly bloated full overeat 怀孕的男人 充满 吃撑 怀孕 男子 腹部 臃肿
🫄|pregnant_person|belly bloated full overeat stuffed 怀孕的人 充满 吃撑 怀孕 腹部 臃肿
🤱|breast_feeding|baby mom mother nursing woman 母乳喂养 乳房 哺乳 喂奶 婴儿
👩‍🍼|woman_feeding_baby|feed mom mother nanny newborn nursing 哺乳的女人 人物 保姆 哺乳 喂养 女人 妈咪 妈妈 婴儿 宝宝 母亲 爱
👨‍🍼|man_feeding_baby|dad father feed nanny newborn nursing 哺乳的男人 人物 保姆 哺乳 哺育 喂养 婴儿 宝宝 新生儿 爱 父亲 父子情 父爱 男人
🧑‍🍼|person_feeding_baby|feed nanny newborn nursing parent 哺乳的人 人 人物 保姆 哺乳 哺育 喂养 婴儿 宝宝 新生儿
👼|angel|baby church face fairy fairytale fantasy tale 小天使 儿童 天使 孩子
🎅|santa|celebration christmas claus fairy fantasy father holiday merry 圣诞老人 圣诞 圣诞节 节日
🤶|mrs_claus|celebration christmas fairy fantasy holiday merry mother santa 圣诞奶奶 圣诞 圣诞节 节日
🧑‍🎄|mx_claus|celebration christmas fairy fantasy holiday merry santa tale 圣诞人 人 人物 圣诞 圣诞帽 圣诞快乐 圣诞老人 圣诞老公公 节日
🦸|superhero|good hero superpower 超级英雄 女英雄 女超人 好人 英雄 蝙蝠侠 超人 超能力
🦸‍♂️|superhero_man man_superhero|good hero superpower 男超级英雄 好人 男人 英雄 超能力
🦸‍♀️|superhero_woman woman_superhero|good hero heroine superpower 女超级英雄 女人 好人 英雄 超能力
🦹|supervillain|bad criminal evil superpower villain 超级大坏蛋 人 坏蛋 大反派 恶魔 罪犯 超级恶棍 超能力 邪恶
🦹‍♂️|supervillain_man man_supervillain|bad criminal evil superpower villain 男超级大坏蛋 坏蛋 男人 罪犯 超能力
🦹‍♀️|supervillain_woman woman_supervillain|bad criminal evil superpower villain 女超级大坏蛋 坏蛋 女人 罪犯 超能力
🧙|mage|fantasy magic play sorcerer sorceress sorcery spell summon 法师 召唤 女巫 女魔术师 巫师 智者 法术 男巫 男魔术师 魔咒 魔术师
🧙‍♂️|mage_man man_mage|fantasy magic play sorcerer sorceress sorcery spell summon 男法师 男巫 男魔术师
🧙‍♀️|mage_woman woman_mage|fantasy magic play sorcerer sorceress sorcery spell summon 女法师 女巫 女魔术师
🧚|fairy|fairytale fantasy myth person pixie tale wings 精灵 仙女 仙子 童话 翅膀
🧚‍♂️|fairy_man man_fairy|fairytale fantasy myth oberon person pixie puck tale 仙人 仙男 天卫十五 天卫四 男精灵
🧚‍♀️|fairy_woman woman_fairy|fairytale fantasy myth person pixie tale titania wings 仙女 女精灵 妖精王后
🧛|vampire|blood dracula fangs halloween scary supernatural teeth undead 吸血鬼 万圣节 不死族 利牙 恐怖 毒牙 装扮服装 超自然
🧛‍♂️|vampire_man man_vampire|blood fangs halloween scary supernatural teeth undead 男吸血鬼 男不死族
🧛‍♀️|vampire_woman woman_vampire|blood fangs halloween scary supernatural teeth undead 女吸血鬼 女不死族
🧜|merperson|creature fairytale folklore ocean sea siren trident 人鱼 三叉戟 女人鱼 民间传说 海妖 海底 海洋生物 男人鱼 童话 美人鱼
🧜‍♂️|merman|creature fairytale folklore neptune ocean poseidon sea siren 男人鱼 特里同
🧜‍♀️|mermaid|creature fairytale folklore merwoman ocean sea siren trident 美人鱼 女人鱼
🧝|elf|elves enchantment fantasy folklore magic magical myth 小精灵 神秘 精灵 魔幻 魔法
🧝‍♂️|elf_man man_elf|elves enchantment fantasy folklore magic magical myth 男小精灵 男性魔术
🧝‍♀️|elf_woman woman_elf|elves enchantment fantasy folklore magic magical myth 女小精灵 女性魔术
🧞|genie|djinn fantasy jinn lamp myth rub wishes 妖怪 奇幻 愿望 擦拭神灯 杰尼 灯神 神灵 神秘 神话 精灵 镇尼
🧞‍♂️|genie_man man_genie|djinn fantasy jinn lamp myth rub wishes 男妖怪 男神灵
🧞‍♀️|genie_woman woman_genie|djinn fantasy jinn lamp myth rub wishes 女妖怪 女神灵
🧟|zombie|apocalypse dead halloween horror scary undead walking 僵尸 万圣节 不死族 半死不活 吓人 行尸走肉
🧟‍♂️|zombie_man man_zombie|apocalypse dead halloween horror scary undead walking 男僵尸 男行尸走肉
🧟‍♀️|zombie_woman woman_zombie|apocalypse dead halloween horror scary undead walking 女僵尸 女行尸走肉
🧌|troll|fairy fantasy monster tale trolling 穴居巨怪 幻想 怪兽 怪物 神话故事
🫈|hairy_creature|bigfoot cryptid forest giant sasquatch woodwose yeti 毛怪 多毛 大型 大脚怪 大脚野人 森林 欧洲野人 神秘生物 雪怪
💆|massage person_getting_massage|face headache relax relaxing salon soothe spa tension 按摩 享受按摩的人 头痛 放松 水疗 治疗 紧张 缓解 美容 美容沙龙 面部
💆‍♂️|massage_man man_getting_massage|face headache relax relaxing salon soothe spa tension 男生按摩 头痛 按摩 男 脸
💆‍♀️|massage_woman woman_getting_massage|face headache relax relaxing salon soothe spa tension 女生按摩 女 按摩
💇|haircut person_getting_haircut|barber beauty chop cosmetology cut groom hair parlor 理发 剪头 发型 理发师 理发的人 美发 美容 美容沙龙 美容院 造型师
💇‍♂️|haircut_man man_getting_haircut|barber beauty chop cosmetology cut groom hair parlor 男生理发 剪头 理发 男
💇‍♀️|haircut_woman woman_getting_haircut|barber beauty chop cosmetology cut groom hair parlor 女生理发 剪头 女 理发
🚶|walking person_walking|amble gait hike man pace pedestrian stride stroll 行人 压马路 徒步 散步 昂首阔步 竞走 行走的人 走路 远足 闲逛
🚶‍♂️|walking_man man_walking|amble gait hike pace pedestrian stride stroll walk 男行人 徒步 男 走路
🚶‍♀️|walking_woman woman_walking|amble gait hike man pace pedestrian stride stroll 女行人 女 徒步 漫步 缓行 走 走路 路人
🚶‍➡️|person_walking_right|amble facing gait hike man pace pedestrian stride 行人: 面向右边 压马路 徒步 散步 昂首阔步 竞走 行人 行走的人 走路 远足 闲逛 面向右边
🚶‍♀️‍➡️|woman_walking_right|amble facing gait hike man pace pedestrian stride 女行人: 面向右边 女 女行人 徒步 漫步 缓行 走 走路 路人 面向右边
🚶‍♂️‍➡️|man_walking_right|amble facing gait hike pace pedestrian stride stroll 男行人: 面向右边 徒步 男 男行人 走路 面向右边
🧍|standing_person person_standing standing|stand 站立者 人物 站着 站着的人 站立
🧍‍♂️|standing_man man_standing|stand 站立的男人 男 站着 站立
🧍‍♀️|standing_woman woman_standing|stand 站立的女人 女 站着 站立
🧎|kneeling_person kneeling person_kneeling|kneel knees 下跪者 下跪 跪下 跪坐
🧎‍♂️|kneeling_man man_kneeling|kneel knees 跪下的男人 下跪 男 跪坐
🧎‍♀️|kneeling_woman woman_kneeling|kneel knees 跪下的女人 下跪 女 跪坐
🧎‍➡️|person_kneeling_right|facing kneel knees 下跪者: 面向右边 下跪 下跪者 跪下 跪坐 面向右边
🧎‍♀️‍➡️|woman_kneeling_right|facing kneel knees 跪下的女人: 面向右边 下跪 女 跪下的女人 跪坐 面向右边
🧎‍♂️‍➡️|man_kneeling_right|facing kneel knees 跪下的男人: 面向右边 下跪 男 跪下的男人 跪坐 面向右边
🧑‍🦯|person_with_probing_cane person_with_white_cane|accessibility blind 拄盲杖的人 无障碍 盲
🧑‍🦯‍➡️|person_with_white_cane_right|accessibility blind facing probing 拄盲杖的人: 面向右边 拄盲杖的人 无障碍 盲 面向右边
👨‍🦯|man_with_probing_cane man_with_white_cane|accessibility blind 拄盲杖的男人 拐杖 无障碍 男 男人 男子 盲 盲人
👨‍🦯‍➡️|man_with_white_cane_right|accessibility blind facing probing 拄盲杖的男人: 面向右边 拄盲杖的男人 拐杖 无障碍 男 男人 男子 盲 盲人 面向右边
👩‍🦯|woman_with_probing_cane woman_with_white_cane|accessibility blind 拄盲杖的女人 女 女人 女性 拐杖 无障碍 盲 盲人
👩‍🦯‍➡️|woman_with_white_cane_right|accessibility blind facing probing 拄盲杖的女人: 面向右边 女 女人 女性 拄盲杖的女人 拐杖 无障碍 盲 盲人 面向右边
🧑‍🦼|person_in_motorized_wheelchair|accessibility 坐电动轮椅的人 无障碍 轮椅
🧑‍🦼‍➡️|person_in_motorized_wheelchair_right|accessibility facing 坐电动轮椅的人: 面向右边 坐电动轮椅的人 无障碍 轮椅 面向右边
👨‍🦼|man_in_motorized_wheelchair|accessibility 坐电动轮椅的男人 无障碍 电动 男 男人 男子 轮椅
👨‍🦼‍➡️|man_in_motorized_wheelchair_right|accessibility facing 坐电动轮椅的男人: 面向右边 坐电动轮椅的男人 无障碍 电动 男 男人 男子 轮椅 面向右边
👩‍🦼|woman_in_motorized_wheelchair|accessibility 坐电动轮椅的女人 女 女人 女子 无障碍 电动 轮椅
👩‍🦼‍➡️|woman_in_motorized_wheelchair_right|accessibility facing 坐电动轮椅的女人: 面向右边 坐电动轮椅的女人 女 女人 女子 无障碍 电动 轮椅 面向右边
🧑‍🦽|person_in_manual_wheelchair|accessibility 坐手动轮椅的人 无障碍 轮椅
🧑‍🦽‍➡️|person_in_manual_wheelchair_right|accessibility facing 坐手动轮椅的人: 面向右边 坐手动轮椅的人 无障碍 轮椅 面向右边
👨‍🦽|man_in_manual_wheelchair|accessibility 坐手动轮椅的男人 手动 无障碍 男 男人 男子 轮椅
👨‍🦽‍➡️|man_in_manual_wheelchair_right|accessibility facing 坐手动轮椅的男人: 面向右边 坐手动轮椅的男人 手动 无障碍 男 男人 男子 轮椅 面向右边
👩‍🦽|woman_in_manual_wheelchair|accessibility 坐手动轮椅的女人 女 女人 女子 手动 无障碍 轮椅
👩‍🦽‍➡️|woman_in_manual_wheelchair_right|accessibility facing 坐手动轮椅的女人: 面向右边 坐手动轮椅的女人 女 女人 女子 手动 无障碍 轮椅 面向右边
🏃|runner running person_running|fast hurry marathon move quick race racing run 跑步者 匆忙 向前冲 奔跑 快跑 赛跑 跑步 跑路 闪人 马拉松
🏃‍♂️|running_man man_running|fast hurry marathon move quick race racing run 男生跑步 男 跑 马拉松
🏃‍♀️|running_woman woman_running|fast hurry marathon move quick race racing run 女生跑步 冲刺 女 比赛 跑 跑步 马拉松
🏃‍➡️|person_running_right|facing fast hurry marathon move quick race racing 跑步者: 面向右边 匆忙 向前冲 奔跑 快跑 赛跑 跑步 跑步者 跑路 闪人 面向右边 马拉松
🏃‍♀️‍➡️|woman_running_right|facing fast hurry marathon move quick race racing 女生跑步: 面向右边 冲刺 女 女生跑步 比赛 跑 跑步 面向右边 马拉松
🏃‍♂️‍➡️|man_running_right|facing fast hurry marathon move quick race racing 男生跑步: 面向右边 男 男生跑步 跑 面向右边 马拉松
🧑‍🩰|ballet_dancer|芭蕾舞者 舞者 芭蕾 芭蕾舞
💃|dancer woman_dancing|dance elegant festive flair flamenco groove let’s salsa 跳舞的女人 优雅 佛拉门戈 女人 女舞者 探戈 舞者 萨尔萨舞 跳舞
🕺|man_dancing|dance dancer elegant festive flair flamenco groove let’s 跳舞的男人 佛拉门戈 男人 男舞者 舞者 跳舞
🕴️|business_suit_levitating levitate levitating person_in_suit_levitating|西装革履的人 商务 正装 男 西装革履
👯|dancers people_with_bunny_ears_partying|bestie bff counterpart dancer double ear identical pair 戴兔耳朵的人 兔子服 兔耳朵 双人舞 双胞胎 同好 永远的好朋友 派对 灵魂伴侣 聚会 舞者 跳舞 闺蜜
👯‍♂️|dancing_men men_with_bunny_ears_partying|bestie bff counterpart dancer double ear identical pair 兔先生 兔耳朵 同好 永远的好朋友 派对 男生派对 聚会 跳舞
👯‍♀️|dancing_women women_with_bunny_ears_partying|bestie bff counterpart dancer double ear identical pair 兔女郎 兔耳朵 女生派对 派对 聚会 跳舞
🧖|sauna_person person_in_steamy_room|day luxurious pamper relax spa steam steambath unwind 蒸房里的人 在桑拿间的人 放松 桑拿 桑拿浴 蒸房 蒸气漫溢 蒸汽浴
🧖‍♂️|sauna_man man_in_steamy_room|day luxurious pamper relax spa steam steambath unwind 蒸房里的男人 桑拿 男性桑拿
🧖‍♀️|sauna_woman woman_in_steamy_room|day luxurious pamper relax spa steam steambath unwind 蒸房里的女人 女性桑拿 桑拿
🧗|climbing person_climbing|climb climber mountain rock scale up 攀爬的人 向上爬的人 攀岩 攀岩者 爬山 登山 登山者
🧗‍♂️|climbing_man man_climbing|climb climber mountain rock scale up 攀爬的男人 登山者
🧗‍♀️|climbing_woman woman_climbing|climb climber mountain rock scale up 攀爬的女人 登山者
🤺|person_fencing fencer fencing|sword 击剑选手 人 体育 击剑 剑
🏇|horse_racing|jockey racehorse riding sport 赛马 三冠 赛马骑师 马 骑师 骑马
⛷️|skier person_skiing skiing|ski snow 滑雪的人 滑雪 雪
🏂️|snowboarder person_snowboarding snowboarding|ski snow snowboard sport 滑雪板 单板 单板滑雪 滑雪 雪
🏌️|golfing golfer person_golfing|ball birdie caddy driving golf green pga putt 打高尔夫的人 小鸟球 推杆进球 球 球座 球穴区 球童 职业高尔夫协会 运动 高尔夫
🏌️‍♂️|golfing_man man_golfing|ball birdie caddy driving golf green pga putt 男生打高尔夫 男 高尔夫
🏌️‍♀️|golfing_woman woman_golfing|ball birdie caddy driving golf green pga putt 女生打高尔夫 女 高尔夫 高尔夫练球场
🏄️|surfer person_surfing surfing|beach ocean sport surf swell waves 冲浪 冲浪的人 冲浪者 波浪 海上运动 海洋 海滩 涌浪 网上冲浪 运动
🏄‍♂️|surfing_man man_surfing|beach ocean sport surf surfer swell waves 男生冲浪 冲浪 男
🏄‍♀️|surfing_woman woman_surfing|beach ocean person sport surf surfer swell waves 女生冲浪 冲浪 女 海滩
🚣|rowboat person_rowing_boat|canoe cruise fishing lake oar paddle raft river 划艇 划桨 划船运动 木筏 河 泛舟湖上 湖 独木舟 船 钓鱼
🚣‍♂️|rowing_man man_rowing_boat|canoe cruise fishing lake oar paddle raft river 男生划船 划船 划艇 男 船
🚣‍♀️|rowing_woman woman_rowing_boat|canoe cruise fishing lake oar paddle raft river 女生划船 划船 划艇 女 船
🏊️|swimmer person_swimming swimming|freestyle sport swim triathlon 游泳 游泳的人 游泳者 自由泳 运动 铁人三项
🏊‍♂️|swimming_man man_swimming|freestyle sport swim swimmer triathlon 男生游泳 游泳 男
🏊‍♀️|swimming_woman woman_swimming|freestyle man sport swim swimmer triathlon 女生游泳 女 游泳
⛹️|bouncing_ball_person person_bouncing_ball|athletic basketball championship dribble net player throw 玩球 体育 全网无阻 打球 游戏 玩 球 篮球 篮球运动员 罚球 运动 运球 锦标赛
⛹️‍♂️|basketball_man bouncing_ball_man man_bouncing_ball|athletic championship dribble net player throw 男生玩球 球 男
⛹️‍♀️|basketball_woman bouncing_ball_woman woman_bouncing_ball|athletic championship dribble net player throw 女生玩球 女 女生打篮球 游戏 玩 球 篮球
🏋️|weight_lifting person_lifting_weights weight_lifter|barbell bodybuilder deadlift powerlifting weightlifter workout 举重 举重的人 举重运动员 举铁 健美者 力量举重 杠铃 硬拉 训练 运动
🏋️‍♂️|weight_lifting_man man_lifting_weights|barbell bodybuilder deadlift lifter powerlifting weightlifter workout 男生举重 举重 男
🏋️‍♀️|weight_lifting_woman woman_lifting_weights|barbell bodybuilder deadlift lifter powerlifting weightlifter workout 女生举重 举重 女 训练
🚴|bicyclist biking person_biking|bicycle bike cycle cyclist riding sport 骑自行车 单车 脚踏车 自行车 自行车赛 自行车骑士 运动 骑单车 骑脚踏车者 骑自行车的人 骑自行车者
🚴‍♂️|biking_man man_biking|bicycle bicyclist bike cycle cyclist riding sport 男生骑自行车 单车 男 自行车 骑车
🚴‍♀️|biking_woman woman_biking|bicycle bicyclist bike cycle cyclist riding sport 女生骑自行车 单车 女 女生骑车 自行车 骑车
🚵|mountain_bicyclist mountain_biking person_mountain_biking|bicycle bike cycle cyclist riding sport 骑山地车 体育竞技 单车 山 山地自行车 山地车 山地骑行的人 自行车 运动 骑山地车的人 骑自行车 骑自行车者
🚵‍♂️|mountain_biking_man man_mountain_biking|bicycle bicyclist bike cycle cyclist riding sport 男生骑山地车 单车 山地车 男 自行车 骑山地车的人
🚵‍♀️|mountain_biking_woman woman_mountain_biking|bicycle bicyclist bike cycle cyclist riding sport 女生骑山地车 单车 女 山地车 自行车 骑车
🤸|cartwheeling person_cartwheel|active excited flip gymnastics happy somersault 侧手翻 人 体操 体育 兴奋 快乐 杂技 活泼 翻筋斗
🤸‍♂️|man_cartwheeling|active cartwheel excited flip gymnastics happy somersault 男生侧手翻 体操 侧手翻 兴奋 快乐 杂技 活泼 男 男子侧手翻 翻筋斗
🤸‍♀️|woman_cartwheeling|active cartwheel excited flip gymnastics happy somersault 女生侧手翻 体操 侧手翻 兴奋 女 女子侧手翻 快乐 杂技 活泼 翻筋斗
🤼|wrestling people_wrestling wrestlers|combat duel grapple ring tournament wrestle 摔跤选手 人 体育 对决 打架 搏斗 摔跤 摔跤比赛 擂台争霸 运动
🤼‍♂️|men_wrestling|combat duel grapple ring tournament wrestle 男生摔跤 对决 打架 搏斗 摔跤 摔跤比赛 擂台争霸 男 男子摔跤 运动
🤼‍♀️|women_wrestling|combat duel grapple ring tournament wrestle 女生摔跤 女 女子摔跤 对决 打架 搏斗 摔跤 摔跤比赛 擂台争霸 运动
🤽|water_polo person_playing_water_polo|sport swimming waterpolo 水球 人 体育 水上足球 水上运动 游泳 马可波罗游戏
🤽‍♂️|man_playing_water_polo|sport swimming waterpolo 男生玩水球 水上足球 水上运动 水球 游泳 男 男子玩水球 马可波罗游戏
🤽‍♀️|woman_playing_water_polo|sport swimming waterpolo 女生玩水球 女 女子玩水球 水上足球 水上运动 水球 游泳 马可波罗游戏
🤾|handball_person handball person_playing_handball|athletics ball catch chuck hurl lob pitch sport 手球 人 体育 投 投球 抛 接球 犯规投球 球 运动 高球
🤾‍♂️|man_playing_handball|athletics ball catch chuck hurl lob pitch sport 男生玩手球 墙手球 手球 男
🤾‍♀️|woman_playing_handball|athletics ball catch chuck hurl lob pitch sport 女生玩手球 女 女子玩手球 手球 扔 投球 抛 接球 犯规投球 球 运动 高球
🤹|juggling_person juggler juggling person_juggling|act balance balancing handle juggle manage multitask skill 抛接杂耍 一心多用 人 平衡 平衡艺术 抛接 抛接球 操纵 杂技 杂耍 表演
🤹‍♂️|man_juggling|act balance balancing handle juggle manage multitask skill 男生抛接杂耍 一心多用 平衡艺术 抛接球 操纵 杂技 杂耍 男 男子 颠球
🤹‍♀️|woman_juggling|act balance balancing handle juggle manage multitask skill 女生抛接杂耍 女 杂技 杂耍 颠球
🧘|lotus_position person_in_lotus_position|cross legged legs meditation peace relax serenity yoga 盘腿的人 冥想 放松 沉思 瑜伽 盘腿而坐 禅 莲花坐的人
🧘‍♂️|lotus_position_man man_in_lotus_position|cross legged legs meditation peace relax serenity yoga 盘腿的男人 和尚 瑜伽男
🧘‍♀️|lotus_position_woman woman_in_lotus_position|cross legged legs meditation peace relax serenity yoga 盘腿的女人 尼姑 比丘尼 瑜伽女
🛀|bath person_taking_bath|bathtub tub 洗澡的人 洗澡 浴盆 浴缸 澡盆 盆浴
🛌|sleeping_bed person_in_bed sleeping_accommodation|bedtime good goodnight hotel nap night sleep tired 躺在床上的人 入睡 夜里 宾馆 晚安 酒店
🧑‍🤝‍🧑|people_holding_hands|bae bestie bff couple dating flirt friends hand 手拉手的两个人 两个人手牵手 人 情侣 手 手牵手的人 拉手 握手 牵手
👭|two_women_holding_hands|bae bestie bff couple dating flirt friends girls 手拉手的两个女人 两个女人 好朋友 情侣 手拉手 朋友
👫|couple|bae bestie bff dating flirt friends hand hold 手拉手的一男一女 一男一女 情侣 手拉手 相恋
👬|two_men_holding_hands|bae bestie bff boys brothers couple dating flirt 手拉手的两个男人 两个男人 双子座 情侣 手拉手 朋友 黄道十二宫
💏|couplekiss couple_kiss|anniversary babe bae date dating heart love mwah 亲吻 宝贝 情侣 接吻 浪漫 约会
👩‍❤️‍💋‍👨|couplekiss_man_woman kiss_mw kiss_wm|anniversary babe bae couple date dating heart love 亲吻: 女人男人 亲吻 女人 宝贝 情侣 接吻 浪漫 男人 约会
👨‍❤️‍💋‍👨|couplekiss_man_man kiss_mm|anniversary babe bae couple date dating heart love 亲吻: 男人男人 亲吻 宝贝 情侣 接吻 浪漫 男人 约会
👩‍❤️‍💋‍👩|couplekiss_woman_woman kiss_ww|anniversary babe bae couple date dating heart love 亲吻: 女人女人 亲吻 女人 宝贝 情侣 接吻 浪漫 约会
💑|couple_with_heart|anniversary babe bae dating kiss love person relationship 情侣 恋爱 浪漫 红心 约会
👩‍❤️‍👨|couple_with_heart_woman_man couple_with_heart_mw couple_with_heart_wm|anniversary babe bae dating kiss love person relationship 情侣: 女人男人 女人 恋爱 情侣 浪漫 男人 红心 约会
👨‍❤️‍👨|couple_with_heart_man_man couple_with_heart_mm|anniversary babe bae dating kiss love person relationship 情侣: 男人男人 恋爱 情侣 浪漫 男人 红心 约会
👩‍❤️‍👩|couple_with_heart_woman_woman couple_with_heart_ww|anniversary babe bae dating kiss love person relationship 情侣: 女人女人 女人 恋爱 情侣 浪漫 红心 约会
👨‍👩‍👦|family_man_woman_boy family_mwb|child 家庭: 男人女人男孩 亲子 女人 家庭 父母和儿子 男人 男孩
👨‍👩‍👧|family_man_woman_girl family_mwg|child 家庭: 男人女人女孩 亲子 女人 女孩 家庭 父母和儿子 男人
👨‍👩‍👧‍👦|family_man_woman_girl_boy family_mwgb|child 家庭: 男人女人女孩男孩 亲子 女人 女孩 家庭 父母和儿子 男人 男孩
👨‍👩‍👦‍👦|family_man_woman_boy_boy family_mwbb|child 家庭: 男人女人男孩男孩 亲子 女人 家庭 父母和儿子 男人 男孩
👨‍👩‍👧‍👧|family_man_woman_girl_girl family_mwgg|child 家庭: 男人女人女孩女孩 亲子 女人 女孩 家庭 父母和儿子 男人
👨‍👨‍👦|family_man_man_boy family_mmb|child 家庭: 男人男人男孩 亲子 家庭 父母和儿子 男人 男孩
👨‍👨‍👧|family_man_man_girl family_mmg|child 家庭: 男人男人女孩 亲子 女孩 家庭 父母和儿子 男人
👨‍👨‍👧‍👦|family_man_man_girl_boy family_mmgb|child 家庭: 男人男人女孩男孩 亲子 女孩 家庭 父母和儿子 男人 男孩
👨‍👨‍👦‍👦|family_man_man_boy_boy family_mmbb|child 家庭: 男人男人男孩男孩 亲子 家庭 父母和儿子 男人 男孩
👨‍👨‍👧‍👧|family_man_man_girl_girl family_mmgg|child 家庭: 男人男人女孩女孩 亲子 女孩 家庭 父母和儿子 男人
👩‍👩‍👦|family_woman_woman_boy family_wwb|child 家庭: 女人女人男孩 亲子 女人 家庭 父母和儿子 男孩
👩‍👩‍👧|family_woman_woman_girl family_wwg|child 家庭: 女人女人女孩 亲子 女人 女孩 家庭 父母和儿子
👩‍👩‍👧‍👦|family_woman_woman_girl_boy family_wwgb|child 家庭: 女人女人女孩男孩 亲子 女人 女孩 家庭 父母和儿子 男孩
👩‍👩‍👦‍👦|family_woman_woman_boy_boy family_wwbb|child 家庭: 女人女人男孩男孩 亲子 女人 家庭 父母和儿子 男孩
👩‍👩‍👧‍👧|family_woman_woman_girl_girl family_wwgg|child 家庭: 女人女人女孩女孩 亲子 女人 女孩 家庭 父母和儿子
👨‍👦|family_man_boy family_mb|child 家庭: 男人男孩 亲子 家庭 父母和儿子 男人 男孩
👨‍👦‍👦|family_man_boy_boy family_mbb|child 家庭: 男人男孩男孩 亲子 家庭 父母和儿子 男人 男孩
👨‍👧|family_man_girl family_mg|child 家庭: 男人女孩 亲子 女孩 家庭 父母和儿子 男人
👨‍👧‍👦|family_man_girl_boy family_mgb|child 家庭: 男人女孩男孩 亲子 女孩 家庭 父母和儿子 男人 男孩
👨‍👧‍👧|family_man_girl_girl family_mgg|child 家庭: 男人女孩女孩 亲子 女孩 家庭 父母和儿子 男人
👩‍👦|family_woman_boy family_wb|child 家庭: 女人男孩 亲子 女人 家庭 父母和儿子 男孩
👩‍👦‍👦|family_woman_boy_boy family_wbb|child 家庭: 女人男孩男孩 亲子 女人 家庭 父母和儿子 男孩
👩‍👧|family_woman_girl family_wg|child 家庭: 女人女孩 亲子 女人 女孩 家庭 父母和儿子
👩‍👧‍👦|family_woman_girl_boy family_wgb|child 家庭: 女人女孩男孩 亲子 女人 女孩 家庭 父母和儿子 男孩
👩‍👧‍👧|family_woman_girl_girl family_wgg|child 家庭: 女人女孩女孩 亲子 女人 女孩 家庭 父母和儿子
🗣️|speaking_head|face silhouette speak 说话 剪影 头 脸 讲话 说话头
👤|bust_in_silhouette|mysterious shadow 人像 剪影 半身 半身像
👥|busts_in_silhouette|bff bust everyone friend friends people 双人像 剪影 半身 半身像 朋友
🫂|people_hugging|comfort embrace farewell friendship goodbye hello hug love 人的拥抱 再见 友谊 告别 安慰 您好 感谢 抱抱 拥抱 爱
👪️|family|child 家庭 亲子 父母和儿子
🧑‍🧑‍🧒|family_aac|adult child 一孩家庭 一孩 家庭 父母 独生子女
🧑‍🧑‍🧒‍🧒|family_aacc|adult child 二孩家庭 二孩 家庭 父母 非独生子女
🧑‍🧒|family_aa family_ac|adult child 单亲一孩家庭 一孩 单亲 孩子 家庭
🧑‍🧒‍🧒|family_acc|adult child 单亲二孩家庭 二孩 单亲 孩子 家庭
👣|footprints|barefoot clothing footprint omw print walk 脚印 在路上 赤脚 足迹
🫆|fingerprint|clue crime detective forensics identity mystery print safety 指纹 侦探 印迹 安全 犯罪 痕迹 神秘 线索 身份 鉴证
3
🐵|monkey_face|animal banana 猴头 动物 猴 猴子
🐒|monkey|animal banana 猴子 猴
🦍|gorilla|animal 大猩猩 动物
🦧|orangutan|animal ape monkey 红毛猩猩 动物 猩猩 猴 猴子 猿
🐶|dog dog_face|adorbs animal pet puppies puppy 狗脸 宠物 小狗 汪星人 狗 脸
🐕️|dog2 dog|animal animals dogs pet 狗 动物 宠物 小狗 汪星人
🦮|guide_dog|accessibility animal blind 导盲犬 指引 无障碍 盲 盲人
🐕‍🦺|service_dog|accessibility animal assistance 服务犬 工作犬 无障碍 服务 犬 狗 辅助
🐩|poodle|animal dog fluffy 贵宾犬 卷毛狗 毛茸茸 狗
🐺|wolf wolf_face|animal 狼 头 狼头 脸
🦊|fox_face fox|animal 狐狸 动物 头 狐狸的脸 脸
🦝|raccoon|animal curious sly 浣熊 动物 好奇 淘气 狡猾
🐱|cat cat_face|animal kitten kitty pet 猫脸 宠物 猫 猫咪 脸
🐈️|cat2 cat|animal animals cats kitten pet 猫 宠物 小猫
🐈‍⬛|black_cat|animal feline halloween meow unlucky 黑猫 万圣节 不吉利 动物 喵 喵星人 猫 猫科 黑色
🦁|lion lion_face|alpha animal leo mane order rawr roar safari 狮子 狮子头 狮子座 脸 黄道十二宫
🐯|tiger tiger_face|animal big cat predator 老虎头 森林之王 老虎 脸
🐅|tiger2 tiger|animal big cat predator zoo 老虎 动物园 虎
🐆|leopard|animal big cat predator zoo 豹子 动物 猎豹 豹
🐴|horse horse_face|animal dressage equine farm horses 马头 盛装舞步 马
🫎|moose|alces animal antlers elk mammal 驼鹿 动物 哺乳动物 鹿角 麋鹿
🫏|donkey|animal ass burro hinny mammal mule stubborn 驴 倔强 动物 哺乳动物 固执的 犟 驴子 骡 骡子
🐎|racehorse horse|animal equestrian farm racing 马 动物 比赛 赛马 骑马
🦄|unicorn unicorn_face|独角兽 头 独角兽头 脸
🦓|zebra|animal stripe 斑马 条纹
🦌|deer|animal 鹿 动物
🦬|bison|animal buffalo herd wisent 大野牛 动物 欧洲野牛 水牛 牛 牦牛 畜群 野牛
🐮|cow cow_face|animal farm milk moo 奶牛头 乳牛 奶牛 母牛 牛头 脸
🐂|ox|animal animals bull farm taurus zodiac 公牛 牛 金牛座 黄道十二宫
🐃|water_buffalo|animal zoo 水牛
🐄|cow2 cow|animal animals farm milk moo 奶牛 乳牛 牛
🐷|pig pig_face|animal bacon farm pork 猪头 八戒 猪 脸
🐖|pig2 pig|animal bacon farm pork sow 猪 培根 猪肉
🐗|boar|animal pig 野猪 动物 猪
🐽|pig_nose|animal face farm smell snout 猪鼻子 猪 脸 闻 鼻 鼻子
🐏|ram|animal aries horns male sheep zodiac zoo 公羊 白羊座 羊 雄性 黄道十二宫
🐑|sheep ewe|animal baa farm female fluffy lamb wool 母羊 咩 毛茸茸 绵羊 羊 羊毛 雌性
🐐|goat|animal capricorn farm milk zodiac 山羊 摩羯座 黄道十二宫
🐪|dromedary_camel|animal desert hump one 骆驼 单峰 单峰驼 沙漠 驼峰
🐫|camel|animal bactrian desert hump two two-hump 双峰骆驼 双峰 沙漠 骆驼
🦙|llama|alpaca animal guanaco vicuña wool 美洲鸵 动物 原驼 小羊驼 无峰驼 羊毛 羊驼 骆马
🦒|giraffe|animal spots 长颈鹿 斑点
🐘|elephant|animal 大象 动物 象
🦣|mammoth|animal extinction large tusk wooly 猛犸 动物 大型 有绒毛的 灭绝 猛犸象 长毛象 长牙
🦏|rhinoceros rhino|animal 犀牛 动物
🦛|hippopotamus hippo|animal 河马 动物
🐭|mouse mouse_face|animal 老鼠头 鼠
🐁|mouse2 mouse|animal animals 老鼠 耗子 鼠
🐀|rat|animal 耗子 鼠
🐹|hamster hamster_face|animal pet 仓鼠 仓鼠头 啮齿 头 宠物 脸
🐰|rabbit rabbit_face|animal bunny pet 兔子头 兔 兔宝宝 宠物
🐇|rabbit2 rabbit|animal bunny pet 兔子 兔 动物
🐿️|chipmunk|animal squirrel 松鼠 花栗鼠 金花鼠
🦫|beaver|animal dam teeth 海狸 动物 大板牙 母畜
🦔|hedgehog|animal spiny 刺猬 多刺
🦇|bat|animal vampire 蝙蝠 吸血鬼
🐻|bear bear_face|animal grizzly growl honey 熊 低吼 头 灰熊 熊头 熊脸 脸
🐻‍❄️|polar_bear polar_bear_face|animal arctic white 北极熊 北极 熊 白色
🐨|koala koala_face|animal australia bear down marsupial under 考拉 动物 有袋类动物 树袋熊 澳大利亚
🐼|panda_face panda|animal bamboo 熊猫 头 熊猫脸 猫熊 猫熊脸 胖达 脸
🦥|sloth|lazy slow 树懒 慢 懒 爬树 迟缓
🦦|otter|animal fishing playful 水獭 动物 好玩 捕鱼 爱开玩笑 獭 鼬
🦨|skunk|animal stink 臭鼬 熏 臭 鼬
🦘|kangaroo|animal joey jump marsupial 袋鼠 动物 小袋鼠 有袋目动物 有袋类动物 澳洲 跳 跳跃
🦡|badger|animal honey pester 獾 动物 打扰 纠缠 蜜獾
🐾|feet paw_prints|paws print 爪印 爪 爪子 足迹
🦃|turkey|bird gobble thanksgiving 火鸡 感恩节
🐔|chicken chicken_face|animal bird ornithology 鸡 动物
🐓|rooster|animal bird ornithology 公鸡 动物 鸡
🐣|hatching_chick|animal baby bird egg 小鸡破壳 小鸡 破壳
🐤|baby_chick|animal bird ornithology 小鸡 鸡
🐥|hatched_chick|animal baby bird front-facing newborn ornithology 正面朝向的小鸡 小鸡
🐦️|bird bird_face|animal ornithology 鸟 动物 鸟类学
🐧|penguin penguin_face|animal antarctica bird ornithology 企鹅 南极 南极洲
🕊️|dove|bird fly ornithology peace 鸽 和平 和平象征 飞翔 鸟 鸽子
🦅|eagle|animal bird ornithology 鹰 老鹰 鸟
🦆|duck|animal bird ornithology 鸭子 鸟 鸭
🦢|swan|animal bird cygnet duckling ornithology ugly 天鹅 丑小鸭 动物 小天鹅 鸟
🦉|owl|animal bird ornithology wise 猫头鹰 睿智 鸟
🦤|dodo|animal bird extinction large ornithology 渡渡鸟 动物 灭绝 鸟
🪶|feather|bird flight light plumage 羽毛 轻 飞 鸟
🦩|flamingo|animal bird flamboyant ornithology tropical 火烈鸟 华丽 热带 红鹳 艳丽
🦚|peacock|animal bird colorful ornithology ostentatious peahen pretty proud 孔雀 卖弄 招摇 色彩缤纷 雌孔雀 骄傲 鸟
🦜|parrot|animal bird ornithology pirate talk 鹦鹉 剽窃 模仿 说话 鸟
🪽|wing|angelic ascend aviation bird fly flying heavenly mythology 翅膀 升天 天使 天使的 天堂的 神话 翱翔 飞翔 飞行 鸟
🐦‍⬛|black_bird|animal beak caw corvid crow ornithology raven rook 黑色的鸟 乌鸦 动物 喙 渡鸦 秃鼻乌鸦 老鸦 鸟 鸦叫声 鸦科 黑色
🪿|goose|animal bird duck flock fowl gaggle gander geese 鹅 傻 傻瓜 动物 嘎嘎叫声 家禽 雄鹅 鸟 鸣叫 鸭子 鸭群 鹅群
🐦‍🔥|phoenix|ascend ascension emerge fantasy firebird glory immortal rebirth 凤凰 不朽 不死鸟 东山再起 凤凰传奇 幻兽 幻想 浴火重生 火鸟 灵魂转世 神奇动物 重生 重获新生
🐸|frog frog_face|animal 青蛙 动物 头 脸 青蛙头
🐊|crocodile|animal zoo 鳄鱼
🐢|turtle|animal terrapin tortoise 龟 乌龟 海龟 陆龟
🦎|lizard|animal reptile 蜥蜴 爬行动物
🐍|snake|animal bearer ophiuchus serpent zodiac 蛇 持票人 狡猾的人 蛇夫座 黄道十二宫
🐲|dragon_face|animal fairy fairytale tale 龙头 神话 童话 龙
🐉|dragon|animal fairy fairytale knights tale 龙 中国 权力的游戏
🦕|sauropod|brachiosaurus brontosaurus dinosaur diplodocus 蜥蜴类 万龙属 恐龙 梁龙 腕龙 雷龙
🦖|t-rex trex|dinosaur rex t tyrannosaurus 霸王龙 恐龙 暴龙 暴龙君主
🐳|whale spouting_whale|animal beach face ocean 喷水的鲸 喷水 鲸
🐋|whale2 whale|animal beach ocean 鲸鱼
🐬|dolphin flipper|animal beach ocean 海豚 鸭脚板
🫍|orca|marine ocean whale 虎鲸 大海 海洋 鲸 鲸鱼
🦭|seal|animal lion ocean sea 海豹 动物 海洋 海狮
🐟️|fish|animal dinner fishes fishing pisces zodiac 鱼 双鱼座 星座 黄道十二宫
🐠|tropical_fish|animal fishes 热带鱼 热带 鱼
🐡|blowfish|animal fish 河豚 鱼
🦈|shark|animal fish 鲨鱼 鱼 鲨
🐙|octopus|animal creature ocean 章鱼 八爪 鱼
🐚|shell|animal beach conch sea spiral 海螺 螺 螺旋
🪸|coral|change climate ocean reef sea 珊瑚 气候变化 海洋 珊瑚礁 礁
🪼|jellyfish|animal aquarium burn invertebrate jelly life marine ocean 水母 刺毛 动物 发光 哎哟 无脊椎动物 有刺动物 果冻 水族馆 浮游生物 海洋 海洋生物 海蜇 触手
🦀|crab|cancer zodiac 蟹 巨蟹座 螃蟹 黄道十二宫
🦞|lobster|animal bisque claws seafood 龙虾 浓汤 海鲜 红龙虾 贝类浓汤 钳 鳌
🦐|shrimp|food shellfish small 虾 甲壳 贝类水产 食物
🦑|squid|animal food mollusk 乌贼 墨鱼 软体动物 食物 鱿鱼
🦪|oyster|diving pearl 牡蛎 海鲜 珍珠 生蚝
🐌|snail|animal escargot garden nature slug 蜗牛 法国蜗牛
🦋|butterfly|insect pretty 蝴蝶 昆虫 漂亮 美丽
🐛|bug|animal garden insect 毛毛虫 昆虫 毛虫
🐜|ant|animal garden insect 蚂蚁
🐝|bee honeybee|animal bumblebee honey insect nature spring 蜜蜂 勤劳 昆虫 蜂蜜
🪲|beetle|animal bug insect 甲虫 动物 昆虫 虫子
🐞|lady_beetle|animal garden insect ladybird ladybug nature 瓢虫 昆虫 母
🦗|cricket|animal bug grasshopper insect orthoptera 蟋蟀 昆虫 蚱蜢 蛐蛐
🪳|cockroach|animal insect pest roach 蟑螂 动物 害虫 小强 昆虫 虫子
🕷️|spider|animal insect 蜘蛛 昆虫
🕸️|spider_web|蜘蛛网 蛛网 蜘蛛
🦂|scorpion|scorpio scorpius zodiac 蝎子 天蝎宫 天蝎座 黄道十二宫
🦟|mosquito|bite disease fever insect malaria pest virus 蚊子 发烧 发热 昆虫 疟疾 疾病 病 病毒
🪰|fly|animal disease insect maggot pest rotting 苍蝇 动物 害虫 疾病 腐烂 虫子 蛆
🪱|worm|animal annelid earthworm parasite 蠕虫 动物 寄生虫 环节动物 蚯蚓
🦠|microbe|amoeba bacteria science virus 细菌 变形虫 病毒 科学 阿米巴
💐|bouquet|anniversary birthday date flower love plant romance 花束 周年纪念 生日 罗曼史 鲜花
🌸|cherry_blossom|flower plant spring springtime 樱花 花
💮|white_flower|白花 花
🪷|lotus|beauty buddhism calm flower hinduism peace purity serenity 莲花 佛教 印度教 幽静 恬静 纯洁 花 花朵
🏵️|rosette|plant 圆形花饰 光荣花 植物 花 花圈
🌹|rose|beauty elegant flower love plant red valentine 玫瑰 优雅 红玫瑰 花
🥀|wilted_flower|dying 枯萎的花 凋谢 枯萎 花
🌺|hibiscus|flower plant 芙蓉 木槿 植物 花
🌻|sunflower|flower outdoors plant sun 向日葵 太阳 太阳花 花
🌼|blossom|buttercup dandelion flower plant 开花 花 蒲公英
🌷|tulip|blossom flower growth plant 郁金香 开花 花
🪻|hyacinth|bloom bluebonnet flower indigo lavender lilac lupine plant 风信子 春天 植物 灌木 矢车菊 紫丁香 紫罗兰 紫色 羽扇豆 花 花朵 蓝帽花 薰衣草 金鱼草 靛蓝
🌱|seedling|plant sapling sprout young 幼苗 发芽 芽 苗
🪴|potted_plant|decor grow house nurturing pot 盆栽植物 培育 房子 枯燥 植物 生长 盆景 盆栽 花盆
🌲|evergreen_tree|christmas forest pine 松树 圣诞树 常青树 树
🌳|deciduous_tree|forest green habitat shedding 落叶树 树 落叶 落叶植物
🌴|palm_tree|beach plant tropical 棕榈树 树 棕榈 热带
🌵|cactus|desert drought nature plant 仙人掌 干旱 植物 沙漠
🌾|ear_of_rice sheaf_of_rice|grain grains plant 稻子 稻 米 粮食 谷物
🌿|herb|leaf plant 药草 草药 香草
☘️|shamrock|irish plant 三叶草 爱尔兰 苜蓿 酢浆草
🍀|four_leaf_clover|4 four-leaf irish lucky plant 四叶草 幸运 爱尔兰的
🍁|maple_leaf|falling 枫叶 树叶 秋叶 落叶
🍂|fallen_leaf|autumn fall falling 落叶 叶 秋
🍃|leaves|blow flutter fluttering leaf wind 风吹叶落 叶子 树叶 随风飘舞
🪹|empty_nest nest|branch home nesting 空巢 家 树枝 筑巢 鸟巢
🪺|nest_with_eggs|bird branch egg nesting 有蛋的巢 树枝 筑巢 蛋 鸟 鸟巢 鸟蛋
🍄|mushroom|fungus toadstool 蘑菇 毒蕈 真菌
🪾|leafless_tree|bare barren branches dead drought trunk winter wood 无叶树 冬天 冬季 干旱 无叶 木 树 树干 树枝 死 秃 荒芜
4
🍇|grapes|dionysus fruit grape 葡萄 水果
🍈|melon|cantaloupe fruit 甜瓜 哈密瓜 水果 蜜瓜 香瓜
🍉|watermelon|fruit 西瓜 水果
🍊|mandarin orange tangerine|c citrus fruit nectarine vitamin 橘子 柑桔 柑橘 桔子 水果 油桃 维他命 c
🍋|lemon|citrus fruit sour 柠檬 柑橘 水果 酸
🍋‍🟩|lime|acidity citrus cocktail fruit garnish key margarita mojito 青柠 柑橘属 橘属 水果 清爽 热带 绿色 莫吉托 调味汁 酸味酒精饮料 酸橙 酸橙派 酸爽
🍌|banana|fruit potassium 香蕉 水果 钾
🍍|pineapple|colada fruit pina tropical 菠萝 水果 热带
🥭|mango|food fruit tropical 芒果 水果 热带 食物
🍎|apple red_apple|diet food fruit health ripe 红苹果 健康 水果 熟 红 苹果 食物
🍏|green_apple|fruit 青苹果 水果 苹果 青
🍐|pear|fruit 梨 水果
🍑|peach|fruit 桃 水果
🍒|cherries|berries cherry fruit red 樱桃 水果
🍓|strawberry|berry fruit 草莓 水果 浆果
🫐|blueberries|berries berry bilberry blue blueberry food fruit 蓝莓 水果 浆果 越桔 食物
🥝|kiwi_fruit kiwi|food 猕猴桃 奇异果 水果 食物
🍅|tomato|food fruit vegetable 西红柿 水果 番茄 蔬菜
🫒|olive|food 橄榄 食物
🥥|coconut|colada palm piña 椰子 棕榈 菠萝椰子兰姆酒
🥑|avocado|food fruit 鳄梨 水果 牛油果 酪梨 食物 黄油果
🍆|eggplant|aubergine vegetable 茄子 蔬菜
🥔|potato|food vegetable 土豆 蔬菜 食物 马铃薯
🥕|carrot|food vegetable 胡萝卜 蔬菜 食物
🌽|corn ear_of_corn|crops farm maize maze 玉米 农作物 包谷 苞米
🌶️|hot_pepper|红辣椒 辣 辣椒
🫑|bell_pepper|capsicum food vegetable 灯笼椒 蔬菜 辣椒 青椒 食物
🥒|cucumber|food pickle vegetable 黄瓜 泡菜 腌菜 蔬菜 食物
🥬|leafy_green|bok burgers cabbage choy kale lettuce salad 绿叶蔬菜 卷心菜 圆白菜 小白菜 甘蓝 生菜 羽衣甘蓝 色拉 莴苣
🥦|broccoli|cabbage wild 西兰花 甘蓝 野生卷心菜
🧄|garlic|flavoring 蒜 佐料 大蒜 蒜头 调味
🧅|onion|flavoring 洋葱 佐料 调味
🥜|peanuts|food nut peanut vegetable 花生 坚果 蔬菜 食物
🫘|beans|food kidney legume small 豆 肾 豆子 豆类 食物
🌰|chestnut|almond plant 栗子 杏仁
🫚|ginger_root ginger|beer health herb natural spice 姜 健康 啤酒 天然 根 根汁啤酒 根茎 草药 香料
🫛|pea_pod pea|beans beanstalk edamame legume soybean vegetable veggie 豌豆荚 大豆 毛豆 素食者 荚 蔬菜 豆 豆类 豆茎 豆荚 豌豆 黄豆
🍄‍🟫|brown_mushroom|food fungi fungus nature pizza portobello shiitake shroom 褐色蘑菇 披萨配料 拖沓 无聊 棕色 植物 素食 素食主义者 自然 菌类 蔬菜 蘑菇 褐色 褐菇 食物
🫜|root_vegetable|beet food garden radish salad turnip vegetarian 根菜 根 甜菜 素食 色拉 芜菁 菜园 萝卜 蔬菜 食物
🍞|bread|carbs food grain loaf restaurant toast wheat 面包 一条面包 全麦面包 小麦 淀粉 烤面包 谷类 食物 餐厅
🥐|croissant|bread breakfast crescent food french roll 羊角面包 新月形面包 法式 牛角面包 面包 食物
🥖|baguette_bread|food french 法式长棍面包 法式 法式长条面包 面包 食物
🫓|flatbread|arepa bread food gordita lavash naan pita 扁面包 圆盘状烤饼 玉米饼 皮塔饼 薄脆饼 面包 面饼 食物
🥨|pretzel|convoluted twisted 椒盐卷饼 弯曲 扭曲食品 盘绕 缠绕 错综复杂
🥯|bagel|bakery bread breakfast schmear 面包圈 奶酪酱 早餐 烘烤食品 硬面包圈 贝果 面包
🥞|pancakes|breakfast crêpe food hotcake pancake 烙饼 煎饼 薄煎饼 薄饼 食物
🧇|waffle|breakfast indecisive iron 华夫饼 松饼 格子饼 点心 烤 甜点 窝夫饼
🧀|cheese|wedge 芝士 奶酪 起司
🍖|meat_on_bone|排骨 带骨的肉 肉 骨
🍗|poultry_leg|bone chicken drumstick hungry turkey 家禽的腿 家禽 火鸡 饿 骨 鸡肉 鸡腿
🥩|cut_of_meat|chop lambchop porkchop red steak 肉块 排骨 牛排 猪排 红肉 羊排 肉 肉排
🥓|bacon|breakfast food meat 培根 烟肉 熏肉 肉 背肯 食物
🍔|hamburger|burger eat fast food hungry 汉堡 吃 汉堡包 速食 食物 饿
🍟|fries french_fries|fast food 薯条 快餐 油炸 食物
🍕|pizza|cheese food hungry pepperoni slice 披萨 一片比萨 比萨 比萨饼 起司 辣味香肠 食物 饿
🌭|hotdog|dog frankfurter hot sausage 热狗 香肠
🥪|sandwich|bread 三明治 面包
🌮|taco|mexican 墨西哥卷饼 卷饼 墨西哥 墨西哥玉米卷 玉米卷饼
🌯|burrito|mexican wrap 墨西哥玉米煎饼 卷饼 墨西哥 墨西哥卷饼 玉米煎饼
🫔|tamale|food mexican pamonha wrapped 墨西哥粽子 墨西哥 墨西哥饼 巴西粽 粽子 食物
🥙|stuffed_flatbread|falafel food gyro kebab 夹心饼 大饼 夹心 沙拉三明治 炸豆丸子 烤肉串 肉夹馍 食物
🧆|falafel|chickpea meatball 炸豆丸子 中东蔬菜球 油炸鹰嘴豆饼 肉丸 鹰嘴豆
🥚|egg|breakfast food 蛋 食物
🍳|fried_egg cooking|breakfast easy fry frying over pan restaurant side 煎蛋 一面老一面嫩的煎蛋 做菜 只煎一面老 平底锅 早餐 煎 蛋 食堂
🥘|shallow_pan_of_food|casserole paella 装有食物的浅底锅 平底锅 浅底 炖菜 炖锅 煎锅 西班牙海鲜饭 食物
🍲|stew pot_of_food|soup 一锅食物 炖菜 锅 食物
🫕|fondue|cheese chocolate food melted pot ski 奶酪火锅 奶酪 奶酪锅 巧克力 火锅 煮 煲汤 瑞士 融化 锅 食物
🥣|bowl_with_spoon|breakfast cereal congee oatmeal porridge 碗勺 早餐 燕麦 燕麦粥 碗中汤匙 碗和汤匙 稀饭 粥 谷物
🥗|green_salad salad|food 绿色沙拉 沙拉 绿色蔬菜 食物
🍿|popcorn|corn movie pop 爆米花 看电影
🧈|butter|dairy 黄油 乳制品 牛奶
🧂|salt|condiment flavor mad salty shaker taste upset 盐 佐料瓶 味道 咸 火大 调味品 调味料
🥫|canned_food|can 罐头食品 罐头
🍱|bento bento_box|food 盒饭 便当 便当盒 食物
🍘|rice_cracker|food 米饼 米 米果 食物
🍙|rice_ball|food japanese 饭团 日式饭团 日本 米 食物
🍚|rice cooked_rice|food 米饭 主食 米 食物 饭
🍛|curry curry_rice|food 咖喱饭 咖喱 食物 饭
🍜|ramen steaming_bowl|chopsticks food noodle pho soup 面条 拉面 河粉 热气腾腾 热气腾腾面碗 碗 筷子 食物
🍝|spaghetti|food meatballs pasta restaurant 意粉 意大利面 意面 肉丸 食物 餐厅
🍠|sweet_potato|food roasted 烤红薯 地瓜 烤地瓜 红薯 食物
🍢|oden|food kebab restaurant seafood skewer stick 关东煮 串 卡博 海鲜 食物 餐馆
🍣|sushi|food 寿司 食物
🍤|fried_shrimp|prawn tempura 天妇罗 对虾 油炸 炸虾 虾
🍥|fish_cake|food pastry restaurant swirl 鱼板 鱼 鱼饼
🥮|moon_cake|autumn festival yuèbǐng 月饼 中秋节 秋 秋天 节日
🍡|dango|dessert japanese skewer stick sweet 团子 串 和果子 日本 甜点 糖葫芦
🥟|dumpling|empanada gyōza jiaozi pierogi potsticker 饺子 恩潘纳达 水饺 波兰饺子 煎饺
🥠|fortune_cookie|prophecy 幸运饼干 签餅 算命 预言
🥡|takeout_box|chopsticks delivery food oyster pail 外卖盒 中式外卖 外卖 外卖包装 外卖桶 外卖餐盒 牡蛎桶 盒饭 筷子 送餐 送餐服务
🍦|icecream soft_serve|cream dessert food ice restaurant sweet 圆筒冰激凌 冰淇淋 圆筒冰淇淋 甜 甜点 霜淇淋 食物
🍧|shaved_ice|dessert restaurant sweet 刨冰 冰 冰沙 沙冰 甜 甜点 餐馆
🍨|ice_cream|dessert food restaurant sweet 冰淇淋 冰 冰激凌 奶油 甜 甜点 雪糕
🍩|doughnut|breakfast dessert donut food sweet 甜甜圈 甜 甜点 食物
🍪|cookie|chip chocolate dessert sweet 饼干 巧克力片 曲奇 曲奇饼 甜点
🎂|birthday birthday_cake|bday celebration dessert happy pastry sweet 生日蛋糕 庆祝 甜 甜点 生日 生日快乐 糕点 蛋糕
🍰|cake shortcake|dessert pastry slice sweet 水果蛋糕 一片蛋糕 奶油 奶油酥饼 甜点 糕点 蛋糕
🧁|cupcake|bakery dessert sprinkles sugar sweet treat 纸杯蛋糕 烘焙食品 甜点 请客 面包店
🥧|pie|apple filling fruit meat pastry pumpkin slice 派 一片派 南瓜派 水果派 油酥点心 糕点 肉排 苹果派 馅
🍫|chocolate_bar|candy dessert halloween sweet tooth 巧克力 万圣节 巧克力棒 甜 甜品 甜点 糖果
🍬|candy|cavities dessert halloween restaurant sweet tooth wrapper 糖 万圣节 嗜甜食 爱吃甜食 甜 甜点 糖果 糖果纸 蛀牙 餐馆
🍭|lollipop|candy dessert food restaurant sweet 棒棒糖 果子 甜 糖 糖果
🍮|custard|dessert pudding sweet 奶黄 卡士达 甜点 蛋奶冻 蛋奶沙司
🍯|honey_pot|barrel bear food honeypot jar sweet 蜂蜜 小熊维尼 桶 甜 蜜罐
🍼|baby_bottle|babies birth born drink infant milk newborn 奶瓶 奶 婴儿 新生儿
🥛|milk_glass glass_of_milk milk|drink 一杯奶 喝 奶 杯 牛奶
☕️|coffee|beverage cafe caffeine chai drink hot morning steaming 热饮 咖啡 早晨 星巴克 热气腾腾 茶 饮料
🫖|teapot|brew drink food pot tea 茶壶 冲泡 壶 茶 食物
🍵|tea|beverage cup drink handle oolong teacup 热茶 乌龙茶 无柄茶杯 杯 没有把手的茶杯 热饮 茶 茶杯 饮料
🍶|sake|bar beverage bottle cup drink restaurant 清酒 喝酒 清酒杯 清酒瓶 瓶 酒 酒吧 酒杯 饮料
🍾|champagne|bar bottle cork drink popping 开香槟 喝酒 庆祝 木塞 瓶子 砰 砰木塞的瓶子 香槟
🍷|wine_glass|alcohol bar beverage booze club drink drinking drinks 葡萄酒 俱乐部 喝酒 酒 酒吧 酒杯 饮料
🍸️|cocktail|alcohol bar booze club drink drinking drinks glass 鸡尾酒 俱乐部 喝酒 杯 玻璃杯 酒 酒吧 马丁尼 鸡尾酒杯
🍹|tropical_drink|alcohol bar booze club cocktail drinking drinks drunk 热带水果饮料 俱乐部 喝酒 热带饮料 酒 酒吧 饮料 鸡尾酒
🍺|beer|alcohol ale bar booze drink drinking drinks mug 啤酒 啤酒节 喝酒 杯 酒 酒吧
🍻|beers|alcohol bar beer booze bottoms cheers clink clinking 干杯 啤酒 喝酒 碰杯 酒 酒吧
🥂|clinking_glasses|celebrate clink drink glass 碰杯 喝 干杯 庆祝 杯
🥃|tumbler_glass whisky|liquor scotch shot whiskey 平底杯 一杯威士忌 威士忌 平底无脚杯 杯 玻璃杯 酒 随行杯
🫗|pouring_liquid pour|accident drink empty glass oops spill water 倾倒液体 倒出 倾倒 洒出 流出 玻璃杯 碰倒 空 饮料
🥤|cup_with_straw|drink juice malt soda soft water 带吸管杯 带吸管的杯子 果汁 水 汽水 苏打 苏打饮料 软饮料 麦乳精饮料
🧋|bubble_tea boba_drink|food milk pearl 珍珠奶茶 奶茶 泡泡 牛奶 珍珠 茶 茶饮 饮料
🧃|beverage_box juice_box|straw sweet 饮料盒 吸管 果汁 果汁盒 甜味 盒装
🧉|mate|drink 马黛茶 茶 饮料
🧊|ice_cube ice|cold iceberg 冰块 冰 冰冷 冰山 冷 冷却 冷饮
🥢|chopsticks|hashi jeotgarak kuaizi 筷子 箸
🍽️|plate_with_cutlery fork_knife_plate|cooking dinner eat 餐具 做菜 刀 刀叉与盘 叉 晚餐 烹饪 盘 西餐
🍴|fork_and_knife|breakfast breaky cooking cutlery delicious dinner eat feed 刀叉 中餐 刀 午餐 叉 吃 吃早餐 吃饭 好吃 早餐 晚餐 烹调 西餐 餐具 饿了
🥄|spoon|eat tableware 匙 勺 勺子 匙子 汤匙 调羹 餐具
🔪|hocho knife|chef cooking kitchen tool weapon 菜刀 主厨 刀 武器 烹饪
🫙|jar|condiment container empty nothing sauce store 罐 容器 瓶子 空 空瓶 调味品 贮藏 酱
🏺|amphora|aquarius cooking drink jug tool weapon zodiac 双耳瓶 壶 水瓶 罐
5
🌍️|earth_africa earth_europe|europe-africa globe showing world 地球上的欧洲非洲 世界 地球 欧洲 非洲
🌎️|earth_americas|globe showing world 地球上的美洲 世界 全球 地球 美洲
🌏️|earth_asia|asia-australia australia globe showing world 地球上的亚洲澳洲 世界 亚洲 亚澳 全球 地球 地球上的亚洲 澳洲
🌐|globe_with_meridians|earth internet web world worldwide 带经纬线的地球 世界 全球 地球 子午线 经纬 经线
🗺️|world_map|世界地图 世界 地图
🗾|japan japan_map|日本地图 地图 日本
🧭|compass|direction magnetic navigation orienteering 指南针 定向 导航 方向 磁性 罗盘
🏔️|mountain_snow|cold snow-capped 雪山 冷 山 泠 雪 雪封山头 雪顶
⛰️|mountain|山 峰
🛘|landslide|avalanche danger disaster earthquake mountain mudslide rocks 山体滑坡 危险 地震 塌方 山 山崩 山石 岩石 泥石流 灾害 灾难
🌋|volcano|eruption mountain nature 火山 喷发 大自然 山 爆发
🗻|mount_fuji|mountain nature 富士山 大自然 山
🏕️|camping|露营 帐篷
🏖️|beach_umbrella beach beach_with_umbrella|沙滩伞 伞 有伞的海滩 沙滩 海滩 阳伞
🏜️|desert|沙漠 荒漠
🏝️|desert_island island|无人荒岛 岛 沙滩孤岛 沙漠 荒岛
🏞️|national_park|国家公园 公园 自然 风景
🏟️|stadium|体育馆 竞技场
🏛️|classical_building|古典建筑 古典 古建筑
🏗️|building_construction construction_site|crane 施工 兴建 建筑施工
🧱|bricks|clay mortar wall 砖 墙 砂浆 黏土
🪨|rock|boulder heavy solid stone tough 岩石 固体 坚不可摧 巨石 石头
🪵|wood|log lumber timber 木头 原木 圆木 木材 木桩
🛖|hut|home house roundhouse shelter yurt 小屋 圆屋 家 茅屋 蒙古包
🏘️|houses homes|house 房屋建筑 住宅 小区 房 房子
🏚️|derelict_house house_abandoned|home 废墟 废屋 荒宅 荒废 鬼屋
🏠️|house|building country heart home ranch settle simple suburban 房子 乡村家园 住家 家 建筑 心之所在 房屋 郊区
🏡|house_with_garden|building country heart home ranch settle simple suburban 别墅 乡村家园 住家 家 庭院 庭院居家 建筑 心之所在 房子 花园 郊区
🏢|office|building city cubical job 办公楼 写字楼 建筑
🏣|post_office|building japanese 日本邮局 建筑 日本 邮便 邮局
🏤|european_post_office|building 邮局 建筑 欧洲 欧洲邮局
🏥|hospital|building doctor medicine 医院 医生 医药 建筑 看病
🏦|bank|building 银行 建筑
🏨|hotel|building 酒店 建筑 旅馆
🏩|love_hotel|building 情人酒店 建筑 情人旅馆 情侣酒店 旅馆
🏪|convenience_store|24 building hours 便利店 24 小时 商店 建筑
🏫|school|building 学校 建筑 教学楼
🏬|department_store|building 商场 建筑 百货公司 百货商城 百货商店
🏭️|factory|building 工厂 建筑
🏯|japanese_castle|building 日本城堡 城堡 建筑 日本
🏰|european_castle castle|building 欧洲城堡 城堡 建筑 欧洲
💒|wedding|chapel hitched nuptials romance 婚礼 教堂 浪漫 结婚
🗼|tokyo_tower|东京塔 东京 塔
🗽|statue_of_liberty|new ny nyc york 自由女神像 塑像 纽约 自由 雕塑
⛪️|church|bless chapel christian cross religion 教堂 基督 基督教 宗教 小教堂
🕌|mosque|islam masjid muslim religion 清真寺 伊斯兰 宗教 穆斯林
🛕|hindu_temple|印度寺庙 佛寺 佛教 寺庙 寺院 庙宇
🕍|synagogue|jew jewish judaism religion temple 犹太教堂 会堂 宗教 犹太 犹太教
⛩️|shinto_shrine|religion 神社 宗教 日本 神道教
🕋|kaaba|hajj islam muslim religion umrah 克尔白 伊斯兰 天房 宗教 穆斯林
⛲️|fountain|喷泉
⛺️|tent|camping 帐篷 露营
🌁|foggy|fog 有雾 雾 霾
🌃|night_with_stars|star 夜晚 星空 晚上
🏙️|cityscape|city 城市风光 城市 都市 都市景观 高楼大厦
🌄|sunrise_over_mountains|morning sun 山顶日出 太阳 山 日出 早晨 清晨
🌅|sunrise|morning nature sun 日出 大自然 太阳 早晨 清晨
🌆|city_sunset city_dusk|at building cityscape evening landscape sun 城市黄昏 城市 夜晚 日落 都市 黄昏
🌇|city_sunrise city_sunset|building dusk sun 日落 夕阳
🌉|bridge_at_night|夜幕下的桥 夜幕 晚上 桥
♨️|hotsprings|hot springs steaming 温泉 水 泉 热气腾腾 蒸汽
🎠|carousel_horse|entertainment 旋转木马 木马 游乐园
🛝|playground_slide slide|amusement park play playing sliding theme 游乐场滑梯 游乐园 游乐场 滑梯 玩 玩耍
🎡|ferris_wheel|amusement park theme 摩天轮 游乐园
🎢|roller_coaster|amusement park theme 过山车 游乐园
💈|barber barber_pole|cut fresh haircut shave 理发店 旋转 柱 理发 理发师 理发店旋转彩柱
🎪|circus_tent|马戏团帐篷 帐篷 马戏团
🚂|steam_locomotive|caboose engine railway train trains travel 蒸汽火车 守车 旅行 火车 火车头 蒸汽 蒸汽车头 铁路
🚃|railway_car|electric train tram travel trolleybus 轨道车 旅行 电车 铁路
🚄|bullettrain_side|high-speed railway shinkansen speed train 高速列车 动车 新干线 火车 速度 高铁
🚅|bullettrain_front|bullet high-speed nose railway shinkansen speed train travel 子弹头高速列车 动车 子弹列车 子弹头 新干线 火车 高速 高铁
🚆|train2 train|arrived choo railway 火车 到站 呜呜 铁路
🚇️|metro|subway travel 地铁 捷运
🚈|light_rail|arrived monorail railway 轻轨 到站 单轨电车 火车
🚉|station|railway train 车站 地铁 捷运 火车 铁路
🚊|tram|trolleybus 路面电车 捷运 电车
🚝|monorail|vehicle 单轨 单轨电车 火车
🚞|mountain_railway|car trip 山区铁路 山区 山地铁路 火车 铁路
🚋|train tram_car|bus trolley trolleybus 有轨电车 轨道
🚌|bus|school vehicle 公交车 公交 公共汽车 大巴
🚍️|oncoming_bus|cars 迎面驶来的公交车 公交 公共汽车 大巴 迎面驶来
🚎|trolleybus|bus tram trolley 无轨电车 公共汽车 电车
🚐|minibus|bus drive van vehicle 小巴 公共汽车 开车 移动房车
🚑️|ambulance|emergency vehicle 救护车 急救 车辆
🚒|fire_engine|truck 消防车 救火车 火灾
🚓|police_car|5–0 cops patrol 警车 巡逻 檀岛警騎 汽车 警察
🚔️|oncoming_police_car|迎面驶来的警车 汽车 警察 警车
🚕|taxi|cab cabbie car drive vehicle yellow 出租车 小黄 开车 汽车 的士 计程车
🚖|oncoming_taxi|cab cabbie cars drove hail yellow 迎面驶来的出租车 优步 出租车 叫车 小黄 开车 的士
🚗|car red_car|driving vehicle 汽车 开车 轿车
🚘️|oncoming_automobile|car cars drove vehicle 迎面驶来的汽车 开车 汽车 轿车 迎面而来
🚙|blue_car suv|drive recreational sport sportutility utility vehicle 运动型多用途车 suv 休旅车 休闲车 开车 房车 汽车 车辆 轿车 驾驶
🛻|pickup_truck|automobile car flatbed pick-up transportation 敞蓬小型载货卡车 交通工具 卡车 汽车 皮卡 车 载货
🚚|truck delivery_truck|car drive vehicle 货车 卡车 开车 送货
🚛|articulated_lorry|car drive move semi truck vehicle 铰接式货车 卡车 拖车 搬运 货车 铰接式卡车
🚜|tractor|vehicle 拖拉机
🏎️|racing_car|zoom 赛车 汽车 疾驰 跑车
🏍️|motorcycle|racing 摩托车 摩托 赛车
🛵|motor_scooter|小型摩托车 摩托车 踏板车
🦽|manual_wheelchair|accessibility 手动轮椅 无障碍 轮椅
🦼|motorized_wheelchair|accessibility 电动轮椅 无障碍 轮椅
🛺|auto_rickshaw|tuk 三轮摩托车 三脚鸡 三蹦子 嘟嘟车 电动三轮车 自动人力车 黄包车
🚲️|bike bicycle|class cycle cycling cyclist gang ride spin spinning 自行车 单车 脚踏车 自行车骑士 飞驰 骑车 骑车疾驰
🛴|kick_scooter scooter|滑板车
🛹|skateboard|board skate skater wheels 滑板 板 踩滑板
🛼|roller_skate|blades skates sport 四轮滑冰鞋 旱冰 溜冰 溜冰鞋 滑冰 轮式 运动
🚏|busstop|bus stop 公交车站 公交站 公共汽车站
🛣️|motorway|highway road 高速公路 公路
🛤️|railway_track|train 铁轨 火车 铁路
🛢️|oil_drum|石油桶 桶 油桶 石油
⛽️|fuelpump|diesel fuel gas gasoline pump station 油泵 加油 加油站 柴油 燃料 燃油
🛞|wheel|car circle tire turn vehicle 车轮 圆圈 汽车 车辆 转动 轮胎
🚨|rotating_light|alarm alert beacon car emergency police revolving siren 警车灯 灯 紧急 警报 警灯 警示
🚥|traffic_light|horizontal intersection signal stop stoplight 横向的红绿灯 交通灯 信号灯 红绿灯
🚦|vertical_traffic_light|drove intersection signal stop stoplight 纵向的红绿灯 交叉口 交通灯 信号灯 直的红绿灯 红绿灯
🛑|stop_sign octagonal_sign|停止标志 停止 八角形 八边形 标志
🚧|construction|barrier 路障 施工
⚓️|anchor|ship tool 锚 停泊 工具 船
🛟|ring_buoy lifebuoy|float life lifesaver preserver rescue safety save saver 救生圈 安全 救援 救生 救生用具 游泳 漂浮
⛵️|boat sailboat|resort sailing sea yacht 帆船 游艇 船 驾帆船
🛶|canoe|boat 独木舟 船
🚤|speedboat|billionaire boat lake luxury millionaire summer travel 快艇 亿万富翁 船 豪华游艇
🛳️|passenger_ship cruise_ship|客轮 客船 旅客
⛴️|ferry|boat passenger 渡轮 旅客 渡船 轮船
🛥️|motor_boat motorboat|摩托艇 船
🚢|ship|boat passenger travel 船 旅客 旅行
✈️|airplane|aeroplane fly flying jet plane travel 飞机 喷气机 旅行 飞行
🛩️|small_airplane|aeroplane plane 小型飞机 小飞机 飞机
🛫|flight_departure airplane_departure|aeroplane check-in departures plane 航班起飞 值机 出境 报到 登机 离境 航班 起飞 飞机
🛬|flight_arrival airplane_arriving|aeroplane arrivals landing plane 航班降落 到达 着陆 航班 降落 飞机
🪂|parachute|hang-glide parasail skydive 降落伞 帆伞 悬挂滑翔 滑翔 滑翔伞 跳伞
💺|seat|chair 座位 位子 椅子
🚁|helicopter|copter roflcopter travel vehicle 直升机 旅行 直升飞机
🚟|suspension_railway|空轨 悬挂 悬挂式单轨 空中轨道列车
🚠|mountain_cableway|cable gondola lift ski 缆车 空中 索道
🚡|aerial_tramway|cable car gondola ropeway 索道 空中 缆车
🛰️|artificial_satellite satellite|space 卫星 太空
🚀|rocket|launch rockets space travel 火箭 发射 太空 旅行
🛸|flying_saucer|aliens extra terrestrial ufo 飞碟 不明飞行物 外星人 外星球
🛎️|bellhop_bell bellhop|hotel 服务铃 行李员 酒店 铃
🧳|luggage|bag packing roller suitcase travel 行李箱 包装 手提箱 旅行 滚轮提箱 行李
⌛️|hourglass|done sand time timer 沙漏 时间 计时 计时器
⏳️|hourglass_flowing_sand|done hours not timer waiting yolo 沙正往下流的沙漏 沙 沙漏 等待 计时器
⌚️|watch|clock time 手表 时间 表
⏰️|alarm_clock|hours hrs late time waiting 闹钟 小时 时间 钟
⏱️|stopwatch|clock time 秒表 码表 计时 计时器
⏲️|timer_clock|定时器 时间 计时 计时器
🕰️|mantelpiece_clock clock|time 座钟 台钟 壁炉钟 时钟
🕛️|clock12|12 12:00 clock o’clock time twelve 十二点 00 整点 时间 点钟 钟
🕧️|clock1230|12 12:30 30 clock thirty time twelve 十二点半 时钟
🕐️|clock1|1 1:00 clock one o’clock time 一点 00 时间
🕜️|clock130|1 1:30 30 clock one thirty time 一点半 时间 钟
🕑️|clock2|2 2:00 clock o’clock time two 两点 00 时钟
🕝️|clock230|2 2:30 30 clock thirty time two 两点半 时间 钟
🕒️|clock3|3 3:00 clock o’clock three time 三点 00 时钟
🕞️|clock330|3 30 3:30 clock thirty three time 三点半 时间 钟
🕓️|clock4|4 4:00 clock four o’clock time 四点 00 时钟
🕟️|clock430|30 4 4:30 clock four thirty time 四点半 时间 钟
🕔️|clock5|5 5:00 clock five o’clock time 五点 00 时钟
🕠️|clock530|30 5 5:30 clock five thirty time 五点半 时钟
🕕️|clock6|6 6:00 clock o’clock six time 六点 00 时钟
🕡️|clock630|30 6 6:30 clock six thirty 六点半 时钟
🕖️|clock7|0 7 7:00 clock o’clock seven 七点 00 时钟
🕢️|clock730|30 7 7:30 clock seven thirty 七点半 时钟
🕗️|clock8|8 8:00 clock eight o’clock time 八点 00 时间 钟
🕣️|clock830|30 8 8:30 clock eight thirty time 八点半 时钟
🕘️|clock9|9 9:00 clock nine o’clock time 九点 00 时钟
🕤️|clock930|30 9 9:30 clock nine thirty time 九点半 时钟
🕙️|clock10|0 10 10:00 clock o’clock ten 十点 00 时钟
🕥️|clock1030|10 10:30 30 clock ten thirty time 十点半 时钟
🕚️|clock11|11 11:00 clock eleven o’clock time 十一点 00 时钟
🕦️|clock1130|11 11:30 30 clock eleven thirty time 十一点半 时钟
🌑|new_moon|dark space 朔月 新月 月亮
🌒|waxing_crescent_moon|dreams space 蛾眉月 三日月 娥眉月 弯月 月亮 盈月 眉月
🌓|first_quarter_moon|space 上弦月 月亮
🌔|moon waxing_gibbous_moon|space 盈凸月 月亮
🌕️|full_moon|space 满月 月亮 望月
🌖|waning_gibbous_moon|space 亏凸月 月亮 衰落
🌗|last_quarter_moon|space 下弦月 月亮
🌘|waning_crescent_moon|space 残月 亏眉月 弯月 月亮
🌙|crescent_moon|ramadan space 弯月 娥眉月 新月形 月亮 残月 蛾眉月
🌚|new_moon_with_face|space 微笑的朔月 新月 月亮 朔月
🌛|first_quarter_moon_with_face|space 微笑的上弦月 上弦月 月亮 蛾眉月
🌜️|last_quarter_moon_with_face|dreams 微笑的下弦月 下弦月 月亮 残月
🌡️|thermometer|weather 温度计 天气 气温 温度
☀️|sunny sun|bright rays space weather 太阳 光线 晴 晴天 阳光明媚 阳光普照
🌝|full_moon_with_face|bright 微笑的月亮 月亮 望月 满月
🌞|sun_with_face|beach bright day heat shine sunny sunshine weather 微笑的太阳 太阳 温暖阳光 阳光明媚
🪐|ringed_planet saturn|saturnine 有环行星 土星 行星
⭐️|star|astronomy medium stars white 星星 五角星 白色星星
🌟|star2 glowing_star|glittery glow night shining sparkle win 闪亮的星星 发光 星星 闪亮 闪光
🌠|stars shooting_star|falling night space 流星 夜晚 太空 星空 陨落之星
🌌|milky_way|space 银河 太空 星空
☁️|cloud|weather 云 云彩 云朵 天气 阴
⛅️|partly_sunny sun_behind_cloud|cloudy weather 阴 乌云蔽日 多云
⛈️|cloud_with_lightning_and_rain stormy thunder_cloud_and_rain|thunderstorm 雷阵雨 暴风雨 阵雨 雨 雷 雷暴
🌤️|sun_behind_small_cloud sunny|weather 晴偶有云 云 天气 太阳 少云 晴 阴
🌥️|sun_behind_large_cloud cloudy|weather 多云 云 太阳 泠 阴
🌦️|sun_behind_rain_cloud sun_and_rain|weather 晴转雨 下雨 云 天气 太阳 晴时多云偶阵雨 雨
🌧️|cloud_with_rain rainy|weather 下雨 云 天气 雨
🌨️|cloud_with_snow snowy|cold weather 下雪 云 天气 雪
🌩️|cloud_with_lightning lightning|weather 打雷 云 天气 闪电 雷
🌪️|tornado|cloud weather whirlwind 龙卷风 云 天气 旋风
🌫️|fog|cloud weather 雾 云 霾
🌬️|wind_face wind_blowing_face|blow cloud 大风 狂风 风吹
🌀|cyclone|dizzy hurricane twister typhoon weather 台风 天气 旋风 晕 气旋 飓风 龙卷风
🌈|rainbow|gay genderqueer glbt glbtq lesbian lgbt lgbtq lgbtqia 彩虹 双性恋 同志 跨性别
🌂|closed_umbrella|clothing rain 收起的伞 下雨 伞 雨 雨伞
☂️|open_umbrella umbrella|clothing rain 伞 雨 雨伞
☔️|umbrella umbrella_with_rain|clothing drop drops weather 雨伞 下雨 伞 雨滴
⛱️|parasol_on_ground beach_umbrella umbrella_on_ground|rain sun 阳伞 下雨 伞 地上的阳伞 太阳
⚡️|zap high_voltage|danger electric electricity lightning nature thunder thunderbolt 高压 危险 有电 闪电
❄️|snowflake|cold snow weather 雪花 冷 天气 雪
☃️|snowman_with_snow snowman2|cold man 雪与雪人 泠 雪 雪人
⛄️|snowman|cold man snow 雪人 下雪 泠
☄️|comet|space 彗星 太空
🔥|fire|af burn flame hot lit litaf tool 火焰 火 烧 燃烧
💧|droplet|cold comic drop nature sad sweat tear water 水滴 冷 天气 水 泪 眼泪
🌊|ocean water_wave|nature surf surfer surfing 浪花 波浪 浪 海洋
6
🎃|jack_o_lantern|celebration halloween pumpkin 南瓜灯 万圣节 南瓜 庆祝 灯 灯笼
🎄|christmas_tree|celebration 圣诞树 圣诞 庆祝 树 装饰
🎆|fireworks|boom celebration entertainment yolo 焰火 庆典 庆祝 炮竹 烟花 爆竹
🎇|sparkler|boom celebration fireworks sparkle 烟花 庆祝 火花 烟火 焰火
🧨|firecracker|dynamite explosive fire fireworks light pop popping spark 爆竹 光亮 火花 炸药 烟火 烟花 爆炸 鞭炮
✨️|sparkles|* magic sparkle star 闪亮 星星 火花 闪光 闪耀
🎈|balloon|birthday celebrate celebration 气球 庆祝 生日 节日
🎉|tada party party_popper|awesome birthday celebrate celebration excited hooray woohoo 拉炮彩带 兴奋 呱呱叫 庆祝 彩带 拉炮 派对 派对礼宾花 生日
🎊|confetti_ball|celebrate celebration party woohoo 五彩纸屑球 五彩纸屑 庆祝 彩色纸屑 球 舞会
🎋|tanabata_tree|banner celebration japanese 七夕树 七夕 庆祝 日本 条幅 树
🎍|bamboo|celebration decoration japanese pine plant 门松 庆祝 日本 松树 盆栽 竹
🎎|dolls|celebration doll festival japanese 日本人形 人偶 娃娃 庆祝 日本 日本人偶 节日
🎏|flags carp_streamer|celebration 鲤鱼旗 庆祝 日本 男孩节 长旗
🎐|wind_chime|bell celebration 风铃 庆祝 铃铛 风
🎑|rice_scene moon_ceremony|celebration viewing 赏月 中秋 佳节 庆祝 月亮 祭月
🧧|red_envelope|gift good hóngbāo lai luck money see 红包 利事 利是 好运 礼物 红信封 运气 钱
🎀|ribbon|celebration 蝴蝶结 丝带 庆祝 缎带
🎁|gift|birthday bow box celebration christmas present surprise wrapped 礼物 包礼物 包装 圣诞 庆祝 惊喜 生日礼物 盒子 礼品
🎗️|reminder_ribbon|celebration 提示丝带 丝带 庆典 庆祝 暗示 飘带
🎟️|tickets admission_tickets|ticket 入场券 票 门票
🎫|ticket|admission stub 票 入场券 电影票 票根 车票 门票
🎖️|medal_military military_medal|award celebration 军功章 军队 勋章 奖章
🏆️|trophy|champion champs prize slay sport victory win winning 奖杯 冠军 奖励 奖品 奖赏 胜利 获胜
🏅|medal_sports sports_medal|award gold winner 奖牌 获胜 运动会奖牌 运动员 金牌
🥇|1st_place_medal 1st first_place_medal|gold 金牌 奖牌 第一 第一名奖牌
🥈|2nd_place_medal 2nd second_place_medal|silver 银牌 亚军 奖牌 第二 第二名奖牌
🥉|3rd_place_medal 3rd third_place_medal|bronze 铜牌 奖牌 季军 第三 第三名奖牌
⚽️|soccer|ball football futbol sport 足球 大罗 梅西 球 球赛 罗纳尔多 胖罗 英式足球 运动
⚾️|baseball|ball sport 棒球 球 运动
🥎|softball|ball glove sports underarm 垒球 手套 球 腋下 运动
🏀|basketball|ball hoop sport 篮球 打球 球 篮筐 运动
🏐|volleyball|ball game 排球 球 球赛
🏈|football|american ball bowl sport super 美式橄榄球 橄榄球 球
🏉|rugby_football|ball sport 英式橄榄球 橄榄球 球 运动
🎾|tennis|ball racquet sport 网球 球 球拍 网球拍
🥏|flying_disc|ultimate 飞盘 圆盘 极限 极限运动 终极
🎳|bowling|ball game sport strike 保龄球 全倒 球 运动
🏏|cricket_game|ball bat 板球 球 球拍
🏑|field_hockey|ball game stick 曲棍球 球 球棍 球赛
🏒|ice_hockey hockey|game puck stick 冰球 冰球杆 球 球棍
🥍|lacrosse|ball goal sports stick 袋棍球 得分 球 球棍 球门 运动 长曲棍球
🏓|ping_pong|ball bat game paddle pingpong table tennis 乒乓球 乒乓 桌球 比赛 球 球拍
🏸|badminton|birdie game racquet shuttlecock 羽毛球 球拍 羽球
🥊|boxing_glove|拳击手套 手套 拳击
🥋|martial_arts_uniform|judo karate taekwondo 练武服 制服 柔道 武术 空手道 跆拳道
🥅|goal_net|球门 球网
⛳️|golf|flag hole sport 高尔夫球洞 果岭 果岭旗 球洞 高尔夫 高球
⛸️|ice_skate|skating 滑冰 冰刀 溜冰
🎣|fishing_pole_and_fish fishing_pole|entertainment sport 钓鱼竿 钓竿 鱼杆
🤿|diving_mask|scuba snorkeling 潜水面罩 浮潜 深潜 潜水
🎽|running_shirt_with_sash running_shirt|athletics 运动背心 上衣 跑步 运动服 饰带
🎿|ski|snow sport 滑雪 运动 雪
🛷|sled|luge sledge sleigh snow toboggan 雪橇 下雪 乘雪橇 平底雪橇 驾雪橇
🥌|curling_stone|game rock 冰壶 冰上溜石 比赛 游戏 石壶
🎯|dart bullseye direct_hit|bull entertainment game target 正中靶心的飞镖 命中 标的 直接命中 要害 靶心 飞镖
🪀|yo_yo|fluctuate toy 悠悠球 上下起落 溜溜球 犹豫不决 玩具
🪁|kite|fly soar 风筝 翱翔 飞翔
🔫|gun pistol|handgun revolver tool water weapon 水枪 工具 左轮 手枪 枪 武器
🎱|8ball billiards|8 ball billiard eight game pool 台球 8 球制桌球 8号球 台球台 游戏 霹雳八球
🔮|crystal_ball|fairy fairytale fantasy fortune future magic tale tool 水晶球 命运 工具 梦幻 水晶 球 童话 财富 魔法
🪄|magic_wand|magician witch wizard 魔棒 女巫 巫师 魔术 魔术师 魔杖 魔法
🎮️|video_game controller|entertainment 游戏手柄 手柄 游戏 游戏控制器 电子游戏
🕹️|joystick|game video videogame 游戏操控杆 操控杆 游戏 电子游戏
🎰|slot_machine|casino gamble gambling game slots 老虎机 吃角子老虎 游戏 角子机 赌博 赌场
🎲|game_die|dice entertainment 骰子 掷骰子 色子 骰子游戏
🧩|jigsaw puzzle_piece|clue interlocking 拼图 图片 智力游戏 相扣 线索 联锁 部件
🧸|teddy_bear|plaything plush stuffed toy 泰迪熊 填充 毛绒玩具 熊 玩偶 玩具 玩物 长毛绒
🪅|pinata|candy celebrate celebration cinco de festive mayo party 彩罐 五月节 墨西哥 庆祝 皮纳塔 糖果 聚会 节日
🪩|mirror_ball disco disco_ball|dance glitter party 镜球 派对 聚会 舞会 舞厅 舞蹈 蹦迪 迪斯科 闪耀
🪆|nesting_dolls|babooshka baboushka babushka doll matryoshka russia 套娃 俄罗斯套娃 俄罗斯娃娃 娃娃
♠️|spades|card game spade suit 黑桃 扑克 牌 葵扇 黑桃花色
♥️|hearts|card emotion game heart suit 红桃 扑克 牌 红心 红桃花色
♦️|diamonds|card diamond game suit 方片 扑克 方块 牌 牌局
♣️|clubs|card club game suit 梅花 扑克 梅花花色 牌 草花
♟️|chess_pawn|dupe expendable 兵 受骗者 国际象棋 牺牲品
🃏|black_joker|card game wildcard 大小王 大王 小丑 小王 扑克 扑克小丑 牌 百搭牌 鬼牌
🀄️|mahjong|dragon game red 红中 方城之战 牌局 麻将 麻将红中
🎴|flower_playing_cards|card game japanese 花札 卡牌 日本 游戏 花斗 花牌
🎭️|performing_arts|actor actress art entertainment mask theater theatre thespian 表演艺术 剧院 女演员 戏剧 演员 艺术 莎士比亚 表演 面具
🖼️|framed_picture frame_with_picture|art museum painting 带框的画 加框的照片 博物馆 框 照片 画 画框 艺术
🎨|art palette|artist artsy arty colorful creative entertainment museum painter 调色盘 创意 博物馆 多种色彩 娱乐 画家 画画 绘画 艺术 调色板
🧵|thread|needle sewing spool string 线 卷盘 线轴 绳子 缝纫 针 针线
🪡|sewing_needle|embroidery sew stitches sutures tailoring thread 缝合针 线 绣花针 缝合 缝纫 缝线 缝衣针 裁剪 针
🧶|yarn|ball crochet knit 毛线 毛线球 线球 编织 钩针编织
🪢|knot|cord rope tangled tie twine twist 结 八字结 打结 绳子 绳扣 绳结 缠结 麻线
7
👓️|eyeglasses glasses|clothing eye eyewear 眼镜 服饰 眼睛
🕶️|dark_sunglasses sunglasses|eye eyewear glasses 墨镜 太阳镜
🥽|goggles|dive eye protection scuba swimming welding 护目镜 护目 护眼 水肺 游泳 潜水 焊接
🥼|lab_coat|clothes doctor dr experiment jacket scientist white 白大褂 医生 外衣 实验 实验人员 实验室白大褂 实验服 白衣 科学家 衣服
🦺|safety_vest|emergency 救生衣 安全 紧急 背心 逃生
👔|necktie|clothing employed serious shirt tie 领带 工作 正式 衬衫领带
👕|shirt tshirt|blue casual clothes clothing collar dressed shopping weekend t恤 休闲服装 恤衫
👖|jeans|blue casual clothes clothing denim dressed pants shopping 牛仔裤 休闲 周末 蓝色 裤子
🧣|scarf|bundle cold neck up 围巾 冷 包紧 围脖 头巾
🧤|gloves|hand 手套 手
🧥|coat|brr bundle cold jacket up 外套 冷 夹克 超冷
🧦|socks|stocking 袜子 短袜 袜 长袜
👗|dress|clothes clothing dressed fancy shopping 连衣裙 衣服 裙子
👘|kimono|clothing comfortable 和服 日本 衣服
🥻|sari|clothing dress 纱丽 印度 披肩 莎丽 衣服 连衣裙
🩱|one_piece_swimsuit|bathing one-piece suit 连体泳衣 一片式 泳衣 泳装 游泳 连身泳衣
🩲|swim_brief briefs|bathing one-piece suit swimsuit underwear 三角裤 一片式 内裤 泳衣 泳装 短裤
🩳|shorts|bathing pants suit swimsuit underwear 短裤 内裤 四角裤 泳衣 泳装 泳裤 裤子
👙|bikini|bathing beach clothing pool suit swim 比基尼 三点式 泳装 游泳
👚|womans_clothes|blouse clothing collar dress dressed lady shirt shopping 女装 女 女生衣服 女衬衫 衣服
🪭|folding_hand_fan folding_fan|clack clap cool cooling dance flirt flutter hot 折扇 凉 凉快 啪嗒声 害羞 扇 扇动 扇子 拍手 热 羞涩 腼腆 舞蹈 调情 跳舞 降温
👛|purse|clothes clothing coin dress fancy handbag shopping 钱包 血拼 铜板
👜|handbag|bag clothes clothing dress lady purse shopping 手提包 包包 挎包 血拼
👝|pouch clutch_bag|clothes clothing dress handbag purse 手袋 包 化妆包 手拿 手拿包
🛍️|shopping shopping_bags|bag hotel 购物袋 包 袋 购物 逛街
🎒|school_satchel backpack|backpacking bag bookbag education rucksack 书包 上学 包
🩴|thong_sandal|beach flip flop sandals shoe thongs zōri 夹趾凉鞋 人字拖 凉鞋 沙滩 沙滩凉鞋 草屡 鞋
👞|mans_shoe shoe|brown clothes clothing feet foot kick man man’s 男鞋 棕色 皮鞋 鞋
👟|athletic_shoe sneaker|clothes clothing fast kick running shoes shopping tennis 跑鞋 跑 运动鞋 鞋
🥾|hiking_boot|backpacking brown camping outdoors shoe 登山鞋 健行 徒步 户外 登山 背包 远足野营 露营 靴子 鞋
🥿|flat_shoe womans_flat_shoe|ballet comfy flats slip-on slipper 平底鞋 一脚蹬 便鞋 平底芭蕾舞鞋 芭蕾舞鞋
👠|high_heel|clothes clothing dress fashion heels high-heeled shoe shoes 高跟鞋 女 时装 鞋 高跟
👡|sandal|clothing shoe woman woman’s 女式凉鞋 凉鞋 女
🩰|ballet_shoes|dance 芭蕾舞鞋 舞蹈 舞鞋 足尖鞋 跳舞
👢|boot|clothes clothing dress shoe shoes shopping woman woman’s 女靴 女 女式靴子 靴子
🪮|hair_pick|afro comb groom 发夹 圆蓬 头发 夹子 小刷子 梳子 梳理 爆炸头 非洲头
👑|crown|clothing family king medieval queen royal royalty win 皇冠 国王 权力的游戏 王冠 王后 皇家
👒|womans_hat|clothes clothing garden hats party woman woman’s 女帽 女 女式 帽子 花园派对
🎩|tophat top_hat|clothes clothing fancy formal magic 礼帽 帽子 正式 高帽
🎓️|mortar_board graduation_cap|celebration clothing education hat scholar 毕业帽 四方帽 学位 学者 毕业
🧢|billed_cap|baseball bent dad hat 鸭舌帽 帽子 棒球帽
🪖|military_helmet|army soldier war warrior 军用头盔 军事 军用 军队 士兵 头盔 战争 战士 部队
⛑️|rescue_worker_helmet helmet_with_cross|aid face hat worker’s 白十字头盔 十字 头盔 安全帽 救援人员头盔 脸
📿|prayer_beads|clothing necklace religion 念珠 宗教 珠子 祈祷 项链
💄|lipstick|cosmetics date makeup 唇膏 化妆 化妆品 口红 约会
💍|ring|diamond engaged engagement married romance shiny sparkling wedding 戒指 结婚 订婚 钻戒 闪
💎|gem|diamond engagement jewel money romance stone wedding 宝石 婚礼 珠宝 订婚 钻石
🔇|mute no_sound|muted quiet silent speaker 已静音的扬声器 声音 安静 扬声器 扬声器关闭 无声 静音
🔈️|speaker low_volume quiet_sound|soft 低音量的扬声器 低音量扬扬声 喇叭 小声 小音量 扬声器 轻声 音量
🔉|sound medium_volumne|speaker volume 中等音量的扬声器 中等 中等音量 中音量 中音量扬声器 扬声器
🔊|loud_sound high_volume|music speaker 高音量的扬声器 大声 大音量 扬声器 音量 高音量
📢|loudspeaker|address communication loud public sound 喇叭 公共广播 大声 广播 扩音器 通知
📣|mega megaphone|cheering sound 扩音器 呼喊 喇叭 喇叭筒 大声 通知
📯|postal_horn|post 邮号 号 号角 喇叭 邮政
🔔|bell|break church sound 铃铛 叮当 响铃 钟 钟声 铃声
🔕|no_bell|forbidden mute not prohibited quiet silent slash sound 禁止响铃 响铃关闭 安静 无声 铃 静音
🎼|musical_score|music note 乐谱 五线谱 曲谱 音乐 音符
🎵|musical_note|music sound 音符 乐谱 五线谱 八分音符 音乐
🎶|notes musical_notes|music note sound 多个音符 乐谱 五线谱 八分音符 音乐 音符
🎙️|studio_microphone|mic music 录音室麦克风 录音室 音乐 麦 麦克 麦克风
🎚️|level_slider|music 电平滑块 滑块 电平 调节 调节滑块 音乐 音量
🎛️|control_knobs|music 控制旋钮 控制 旋钮 调节 音乐
🎤|microphone|karaoke mic music sing sound 麦克风 k歌 卡拉ok 唱k 唱歌 麦 麦克
🎧️|headphones|earbud sound 耳机 头戴式耳机 耳塞
📻️|radio|entertainment tbt video 收音机 娱乐 广播 广播电台 无线电 电台
🎷|saxophone|instrument music sax 萨克斯管 乐器 吹奏 演奏 萨克斯风 音乐
🎺|trumpet|instrument music 小号 乐器 吹奏 喇叭 音乐
🪊|trombone|brass instrument jazz music sad slide 长号 乐器 悲伤 滑动 爵士 铜管乐 音乐
🪗|accordion|box concertina instrument music squeeze squeezebox 手风琴 乐器 六角形风琴 音乐 风琴
🎸|guitar|instrument music strat 吉他 乐器 弹奏 演奏 电吉他 音乐
🎹|musical_keyboard|instrument music piano 音乐键盘 乐器 弹奏 演奏 钢琴 音乐
🎻|violin|instrument music 小提琴 乐器 提琴 是特拉迪瓦尔 演奏 音乐
🪕|banjo|music stringed 班卓琴 弦乐器 弹奏 音乐
🥁|drum|drumsticks music 鼓 音乐 鼓声 鼓槌
🪘|long_drum|beat conga instrument rhythm 长鼓 乐器 康加鼓 康茄鼓 敲 节奏 非洲手鼓 鼓
🪇|maracas|cha dance instrument music party percussion rattle shake 沙球 乐器 恰恰 打击乐器 拨浪鼓 摇 摇动 沙槌 沙铃 派对 舞蹈 音乐
🪈|flute|band fife flautist instrument marching music orchestra piccolo 长笛 乐器 乐队 木管乐器 横笛 短笛 竖笛 管乐器 菲菲笛 长笛手 音乐
🪉|harp|cupid instrument love music orchestra 竖琴 丘比特 乐器 爱 管弦乐队 音乐
📱|iphone android mobile_phone|cell communication telephone 手机 手提电话 智能手机 电话 移动 移动电话 移动通信 通信
📲|calling mobile_phone_arrow|build call cell communication receive telephone 带有箭头的手机 手机 接收 智能手机 来电 电话 移动电话 箭头 通信
☎️|phone telephone|电话 固定电话 固话 座机
📞|telephone_receiver|communication phone voip 电话听筒 听筒 固定电话 固话 座机 电话 通信
📟️|pager|communication 寻呼机 bb 机 传呼机 呼机 通信
📠|fax fax_machine|communication 传真机 传真 传真号 发传真
🔋|battery|电池 正极 电 电极 电源 蓄电池 负极
🪫|low_battery|drained electronic energy power 电池电量不足 低能量 电子 电池 电池电量低 电量不足
🔌|electric_plug|electricity 电源插头 插头 电插头 电源 电线
💻️|computer laptop|office pc personal 笔记本电脑 个人电脑 手提电脑 电脑
🖥️|desktop_computer computer|monitor 台式电脑 pc 个人电脑 台式 显示器 显示屏 电脑 计算机
🖨️|printer|computer 打印机 印刷机 喷墨打印 复印 打印 扫描 激光打印
⌨️|keyboard|computer 键盘 打字 按键 电脑 输入
🖱️|computer_mouse|电脑鼠标 有线鼠标 激光鼠标 点击 点按 电脑 鼠标
🖲️|trackball|computer 轨迹球 有线鼠标 电脑 追踪球 鼠标
💽|minidisc computer_disk|minidisk optical 电脑光盘 md mini光盘 光盘 电脑 迷你光盘 迷你光碟 迷你唱片
💾|floppy_disk|computer 软盘 3.5英寸 便携 存储 电脑 磁盘
💿️|cd optical_disk|blu-ray computer dvd 光盘 cd 专辑 存储 影片 蓝光 音乐
📀|dvd|blu-ray cd computer disk optical dvd 光盘 光碟 影片 电脑 蓝光 音乐
🧮|abacus|calculation calculator 算盘 计算 计算器
🎥|movie_camera|bollywood cinema film hollywood record 电影摄影机 录像 摄像机 摄录机 摄影 摄影机 电影
🎞️|film_strip film_frames|cinema movie 影片帧 帧 电影 电影胶卷 电影胶片 胶卷 胶片
📽️|film_projector|cinema movie video 电影放映机 影片 投影仪 放映机 电影 视频
🎬️|clapper|action board movie 场记板 场记 打板 拍电影
📺️|tv|video 电视机 电视 看电视 节目 视频
📷️|camera|photo selfie snap tbt trip video 相机 卡片相机 拍照 摄影 照片 照相机 自拍
📸|camera_flash camera_with_flash|video 开闪光灯的相机 带闪光灯的相机 拍照 相机 闪光灯 闪光灯打开
📹️|video_camera|camcorder tbt 摄像机 录像 录像机 录影 拍摄 摄影机 视频
📼|vhs videocassette|old school tape vcr video 录像带 vhs 录影带 磁带
🔍️|mag|glass lab left left-pointing magnifying science search tilted 左斜的放大镜 工具 搜索 放大 放大镜 查找
🔎|mag_right|contact glass lab magnifying right-pointing science search tilted 右斜的放大镜 工具 搜索 放大 放大镜 查找
🕯️|candle|light 蜡烛 光 烛光 烛火 照明 燃烧
💡|bulb light_bulb|comic electric idea 灯泡 主意 想法 点子 电 电灯泡 白炽灯
🔦|flashlight|electric light tool torch 手电筒 光 工具 手电 照明 电筒
🏮|izakaya_lantern lantern red_paper_lantern|bar light restaurant 红灯笼 光 喜庆 居酒屋 日本 灯笼 节日 酒馆 餐馆
🪔|diya_lamp|light oil 印度油灯 排灯节 油 灯 迪亚
📔|notebook_with_decorative_cover|book decorated education school writing 精装笔记本 书 写作 学校 封面 教育 笔记本
📕|closed_book|education 合上的书本 书 书本 书本合起 合上
📖|book open_book|education fantasy knowledge library novels reading 打开的书本 书 书本 图书馆 小说 开卷 打开 知识 读书 阅读
📗|green_book|education fantasy library reading 绿色书本 书 书本 图书馆 教育 绿 绿皮书 绿色 阅读
📘|blue_book|education fantasy library reading 蓝色书本 书 书本 图书馆 教育 篮 蓝皮书 蓝色 阅读
📙|orange_book|education fantasy library reading 橙色书本 书 书本 图书馆 教育 橘皮书 橘色 橙色 阅读
📚️|books|book education fantasy knowledge library novels reading school 书 书本 书籍 图书 图书馆 学习 学校 小说 教育 知识 阅读
📓|notebook|笔记本 日记本 本子 笔记 记事本 记录
📒|ledger|notebook 账本 笔记本 记事本 记账 账簿
📃|page_with_curl|document paper 带卷边的页面 卷曲 卷边 文书 文件 文档 纸张 页面
📜|scroll|paper 卷轴 卷纸 画卷 纸 纸卷 羊皮纸
📄|page_facing_up|document paper 文件 文书 文档 页面向上
📰|newspaper|communication news paper 报纸 传播 报道 新闻 看报 纸 读报
🗞️|newspaper_roll rolled_up_newspaper|news paper rolled-up 报纸卷 卷起 卷起的报纸 报纸 新闻 纸
📑|bookmark_tabs|mark marker 标签页 书签 书签页标签 有书签的页面 标签
🔖|bookmark|mark 书签 标签 读书 阅读
🏷️|label|tag 标签 吊牌 标记 行李牌
🪙|coin|dollar euro gold metal money rich silver treasure 硬币 富有 欧元 美元 财富 金 金属 金币 钱 银
💰️|moneybag|bag bank bet billion cash cost dollar gold 钱袋 付钱 十亿 变现 守财奴 富有 有钱 现金 百万 美元 赌钱 赢钱 钱 钱包 银行
🪎|treasure_chest|gem gold jewels loot money prize silver valuables 宝箱 劫掠 奖赏 宝物 宝石 抢劫 珍宝 珠宝 藏宝箱 财富 金子 钱 银 黄金
💴|yen|bank banknote bill currency money note 日元 日币 现金 纸币 货币 钞票 钱 银行
💵|dollar|bank banknote bill currency money note 美元 现金 纸币 美刀 美钞 货币 钱 银行
💶|euro|100 bank banknote bill currency money note rich 欧元 现金 纸币 货币 钞票 钱 银行
💷|pound|bank banknote bill billion cash currency money note 英镑 现金 纸币 货币 钞票 钱 银行
💸|money_with_wings|bank banknote bill billion cash dollar fly million 长翅膀的钱 纸币 翅膀 花钱 钱 飞
💳️|credit_card|bank cash charge money pay 信用卡 信用 借记卡 刷卡 卡 收钱 现金 现金卡 贷记卡 银行 银行卡
🧾|receipt|accounting bookkeeping evidence invoice proof 收据 会计 信封 凭据 发票 收条 簿记 记账 证据 证明 账单
💹|chart|bank currency graph growth increasing market money rise 趋势向上且带有日元符号的图表 上扬 上涨 日元 日元升值 日元汇率 日币 货币 货币升值图表 走势
✉️|envelope|e-mail email letter 信封 信件 信息 来信 电子邮件 电邮 邮件
📧|e-mail email|letter mail 电子邮件 信件 信封 电邮 邮件
📨|incoming_envelope|delivering e-mail email letter mail receive sent 来信 信件 信封 发送 接收 收信 收到来信 收到邮件 电子邮件 电邮 邮件
📩|envelope_with_arrow|communication down e-mail email letter mail outgoing send 收邮件 信件 信封 发信 发出 发送 发邮件 有箭头的信封 邮件
📤️|outbox_tray|box email letter mail sent 发件箱 信件 发信 发送 发邮件 收件箱 电子邮件 电邮 邮件
📥️|inbox_tray|box email letter mail receive zero 收件箱 信件 接收 收信 收到邮件 电子邮件 电邮 邮件
📦️|package|box communication delivery parcel shipping 包裹 快递 指向 盒子 箱子 装货 运送
📫️|mailbox|closed communication flag mail postbox raised 有待收信件 信箱 旗标 有新信件 邮箱 邮箱关闭红旗升起
📪️|mailbox_closed|flag lowered mail postbox 无待收信件 信箱 信箱关闭红旗放下 放下 旗标 无新信件
📬️|mailbox_with_mail|flag open postbox raised 有新信件 信箱 信箱打开红旗升起 打开 旗标 有待收信件
📭️|mailbox_with_no_mail|flag lowered open postbox 无新信件 信箱 信箱打开 信箱打开红旗放下 旗标 无待收信件 邮件 邮递
📮|postbox|mail mailbox 邮筒 信 信箱 寄信 邮箱
🗳️|ballot_box|投票箱 投票 盒子 票箱 选举 选票
✏️|pencil2 pencil|铅笔 橡皮 橡皮擦 画画 画笔 笔 绘画
✒️|black_nib|pen 钢笔尖 写字 硬笔 笔 笔尖 钢笔 黑色笔尖
🖋️|fountain_pen|钢笔 写字 硬笔 笔
🖊️|pen|ballpoint 笔 原子笔 圆珠笔 油笔
🖌️|paintbrush|painting 画笔 刷 毛笔 画刷 笔刷
🖍️|crayon|蜡笔 油画棒 画棒
📝|memo pencil|communication media notes 备忘录 便条 便条簿 便笺 铅笔
💼|briefcase|office 公文包 上班 公事包 办公室 包 手提包 文件
📁|file_folder|文件夹 办公 文件 文具 硬纸夹
📂|open_file_folder|打开的文件夹 办公 打开 打开文件夹 文件 文件夹 文具
🗂️|card_index_dividers|索引分隔文件夹 分隔 分隔卡 文件夹 索引 隔板
📅|date|日历 日期
📆|calendar|tear-off 手撕日历 日历 日期
🗒️|spiral_notepad notepad_spiral|note pad 线圈本 文具 笔记本 线圈 记事本
🗓️|spiral_calendar calendar_spiral|pad 线圈日历 日历 日期 线圈 记事本
📇|card_index|old rolodex school 卡片索引 卡片 卡牌索引 名片索引 目录 索引
📈|chart_with_upwards_trend chart_increasing|data graph growth right up upward 趋势向上的图表 上升 上涨 上涨图表 上涨趋势线 向上 图表 成长 趋势线
📉|chart_with_downwards_trend chart_decreasing|data down downward graph negative 趋势向下的图表 下跌 下跌图表 下跌趋势线 下降 向下 图表 趋势线
📊|bar_chart|data graph 条形图 图形 图表 柱形图 直方图 资料 长条图
📋️|clipboard|do list notes 剪贴板 写字夹板 写字板 剪贴簿 夹子 待办事项 待办表 纸张
📌|pushpin|collage pin 图钉 固定 拼贴 按钉
📍|round_pushpin|location map pin 圆图钉 位置 固定 图钉
📎|paperclip|回形针 万字夹 回纹针 曲别针 纸夹
🖇️|paperclips|link linked paperclip 连起来的两个回形针 万字夹 回形针 回纹针 曲别针 纸夹 连接 连接的回形针
📏|straight_ruler|angle edge math straightedge 直尺 尺 尺子 数学 文具 测量 量 长度
📐|triangular_ruler|angle math rule set slide triangle 三角尺 三角 尺 数学 文具 测量 角 角度
✂️|scissors|cut cutting paper tool 剪刀 修剪 剪 剪子 剪裁 工具
🗃️|card_file_box|卡片盒 卡片 存档 文件 标签 档案 箱 索引
🗄️|file_cabinet|filing paper 文件柜 存档 归档 收纳 柜 档案
🗑️|wastebasket trashcan|can garbage trash waste 垃圾桶 垃圾 垃圾篓 废纸篓
🔒️|lock locked|closed private 合上的锁 上锁 私密 锁 锁住 锁头 锁定
🔓️|unlock unlocked|cracked lock open 打开的锁 取消锁定 开锁 打开 破解 解锁 锁
🔏|lock_with_ink_pen locked_with_pen|nib privacy 墨水笔和锁 笔 笔尖 钢笔 锁 隐私
🔐|closed_lock_with_key locked_with_key|bike secure 钥匙和锁 安全 脚踏车锁 钥匙 锁 锁上
🔑|key|keys lock major password unlock 钥匙 密码 密钥 开锁 解锁 锁
🗝️|old_key|clue lock 老式钥匙 古老的钥匙 旧钥匙 线索 钥匙
🔨|hammer|home improvement repairs tool 锤子 修理 家居修缮 工具 敲 施工 砸 铁锤
🪓|axe|ax chop hatchet split wood 斧头 切 劈 木头 砍
⛏️|pick|hammer mining tool 铁镐 工具 挖 挖掘 采矿 锄头 鹤嘴锄
⚒️|hammer_and_pick|tool 锤子与镐 工具 铁锤 铁镐 锤子 镐 镐子
🛠️|hammer_and_wrench|spanner tool 锤子与扳手 工具 扳手 铁锤 锤子
🗡️|dagger|knife weapon 匕首 剑 武器 短刀 短剑
⚔️|crossed_swords|weapon 交叉放置的剑 交叉 剑 十字 双剑 战死 武器
💣️|bomb|boom comic dangerous explosion hot 炸弹 爆炸
🪃|boomerang|rebound repercussion weapon 回旋镖 反弹 回弹 土著 武器 飞镖
🏹|bow_and_arrow|archer archery sagittarius tool weapon zodiac 弓和箭 人马座 射手 射手座 射箭 弓 弓箭 箭
🛡️|shield|weapon 盾牌 武器 盾 防御
🪚|carpentry_saw|carpenter cut lumber tool trim 木工锯 修剪 工具 木匠 木材 锯 锯子
🔧|wrench|home improvement spanner tool 扳手 家居修缮 工具 螺丝扳手
🪛|screwdriver|flathead handy screw tool 螺丝刀 工具 螺丝
🔩|nut_and_bolt|home improvement tool 螺母与螺栓 工具 螺丝 螺帽 螺栓 螺母 螺钉
⚙️|gear|cog cogwheel tool 齿轮 传动 工具 机械 零件
🗜️|clamp compression|compress tool vice 夹钳 压缩 夹具 工具 机械 紧固
⚖️|balance_scale scales|justice libra tool weight zodiac 天平 公平 公正 天秤 天秤座 星座 正义 法律
🦯|probing_cane white_cane|accessibility blind 盲杖 拐杖 无障碍 盲 盲人
🔗|link|links 链接 网址 链条 锁链
⛓️‍💥|broken_chain|break breaking cuffs freedom 断链 手铐 断开 断开的链条 自由 链 链条
⛓️|chains|chain 链条 铁链 链 锁链
🪝|hook|catch crook curve ensnare point selling 挂钩 卖点 弯钩 抓 曲线 钩子 钩状物 鱼钩
🧰|toolbox|box chest mechanic red tool 工具箱 大箱子 工具 机修 箱子 红盒子
🧲|magnet|attraction horseshoe magnetic negative positive shape u 磁铁 u 型 吸引 吸引力 正负 磁性 马蹄铁
🪜|ladder|climb rung step 梯子 台阶 梯级 横档 爬 爬梯 阶梯
🪏|shovel|bury dig garden hole plant scoop snow spade 铲 埋 挖 掘 洞 种植 花园 锹 雪
⚗️|alembic|chemistry tool 蒸馏器 净化 化学 实验 工具 蒸馏
🧪|test_tube|chemist chemistry experiment lab science 试管 化学 化学家 实验 实验室 科学
🧫|petri_dish|bacteria biologist biology culture lab 培养皿 培养 实验室 生物学 生物学家 细菌
🧬|dna double_helix|biologist evolution gene genetics life dna 基因 演化 生命 生物学家 进化 遗传学
🔬|microscope|experiment lab science tool 显微镜 实验 实验室 工具 生物 科学 细胞
🔭|telescope|contact extraterrestrial science tool 望远镜 外星人 天体 天文 天文学 工具 接触 科学 观星
📡|satellite satellite_antenna|aliens contact dish science 卫星天线 信号接收 卫星 卫星接收天线 卫星碟形天线 外星人 天线 接触
💉|syringe|doctor flu medicine needle shot sick tool vaccination 注射器 医学 医生 工具 打针 接种 治疗 疫苗 药 针头 针筒
🩸|drop_of_blood|bleed donation injury medicine menstruation 血滴 医疗 月经 流血 献血 经血 输血
💊|pill|doctor drugs medicated medicine pills sick vitamin 药丸 医生 吃药 治疗 生病 用药 维他命 药 药物
🩹|adhesive_bandage bandaid|创可贴 ok绷 伤口 受伤 绷带 胶布
🩼|crutch|aid cane disability help hurt injured mobility stick 拐杖 受伤 手杖 残疾 活动助行类辅具 辅助
🩺|stethoscope|doctor heart medicine 听诊器 医生 医疗 心脏 心跳 诊断
🩻|x_ray x-ray xray|bones doctor medical skeleton skull x射线 x 射线 医生 医疗 骨架 骨骼
🚪|door|back closet front 门 出入口 前门 后门 大门 屋门 房门 房间
🛗|elevator|accessibility hoist lift 电梯 升降机 可达性
🪞|mirror|makeup reflection reflector speculum 镜子 化妆 反射 反射镜 窥镜
🪟|window|air frame fresh opening transparent view 窗户 开窗 新鲜空气 景色 窗口 窗框 透明
🛏️|bed|hotel sleep 床 宾馆 床垫 床铺 睡 睡眠 睡觉
🛋️|couch_and_lamp|hotel 沙发和灯 家 沙发 灯 阅读
🪑|chair|seat sit 椅子 坐 坐下 座位 椅背
🚽|toilet|bathroom 马桶 wc 卫生间 厕所 洗手间
🪠|plunger|cup force plumber poop suction toilet 活塞 便便 吸力 搋子 水管工 通厕所 马桶
🚿|shower|water 淋浴 喷头 喷水 水 洗澡 花洒 花洒
🛁|bathtub|bath 浴缸 沐浴 泡沫浴 泡澡 洗澡 浴盆 澡盆
🪤|mouse_trap|bait cheese lure mousetrap snare 捕鼠器 奶酪 老鼠夹 诱饵 陷进 陷阱
🪒|razor|sharp shave 剃须刀 刀 刮 刮刀 剃刀 毛 胡子 锋利
🧴|lotion_bottle|moisturizer shampoo sunscreen 乳液瓶 乳液 保湿乳液 护肤霜 洗剂瓶 洗发水 洗发露 防嗮霜 防晒霜
🧷|safety_pin|diaper punk rock 安全别针 别针 扣针
🧹|broom|cleaning sweeping witch 扫帚 女巫 巫婆 打扫 扫地 清洁
🧺|basket|farming laundry picnic 筐 农作 洗衣 种植 篮子 脏衣篮 野餐
🧻|roll_of_paper toilet_paper|towels 卷纸 卫生纸 手纸 纸卷 纸巾
🪣|bucket|cask pail vat 桶 大桶 木桶 水桶 缸
🧼|soap|bar bathing clean cleaning lather soapdish 皂 杀菌 泡沫 洗手 洗澡 清洁 肥皂 肥皂泡 肥皂盒 肥皂盘
🫧|bubbles|bubble burp clean floating pearl soap underwater 气泡 打嗝 水下 泡泡 清洁 漂浮 珍珠状 肥皂 肥皂泡
🪥|toothbrush|bathroom brush clean dental hygiene teeth toiletry 牙刷 刷 刷子 卫生 情节 洗漱 浴室 清洁 牙科 牙齿
🧽|sponge|absorbing cleaning porous soak 海绵 吸收 吸水 多孔 浸泡 清洁 渗透
🧯|fire_extinguisher|extinguish quench 灭火器 压制 火灾 灭火 熄灭
🛒|shopping_cart|trolley 购物车 手推车 购物 采购
🚬|smoking cigarette|香烟 卷烟 吸烟 抽烟 烟 烟草
⚰️|coffin|dead death vampire 棺材 埋葬 死亡 灵柩 葬礼 陵墓
🪦|headstone|cemetery dead grave graveyard memorial rip tomb tombstone 墓碑 公墓 坟墓 墓园 墓地 安息 死亡 纪念
⚱️|funeral_urn|ashes death 骨灰缸 丧礼 死亡 瓮 缸 葬礼 骨灰 骨灰罐
🧿|nazar_amulet|bead blue charm evil-eye talisman 纳扎尔护身符 小装饰品 恶魔之眼 护身符 珠子 符咒 纳扎尔 蓝色 邪眼
🪬|hamsa|amulet fatima fortune guide hand mary miriam palm 法蒂玛之手 保护 好运 手 手掌 护身符 法蒂玛 玛丽 米里亚姆
🗿|moyai moai|face statue stoneface travel 摩埃 复活岛 复活节岛 复活节岛石像 摩艾 摩艾石像 旅行 毛埃 脸
🪧|placard|card demonstration notice picket plaque protest sign 标语牌 告示 布告 标志 标牌 标语 海报 示威 纠察队标语牌 警戒哨
🪪|identification_card id_card|credentials document license security 身份证 id 凭证 安全 执照 证件
8
🏧|atm|automated bank cash money sign teller 取款机 atm 提款机 柜员机 标识 银行
🚮|put_litter_in_its_place litter_bin|litterbin sign 倒垃圾 垃圾丢弃处 垃圾入篓 垃圾桶
🚰|potable_water|drinking 饮用水 可以喝的 喝水 接水 水 水龙头
♿️|wheelchair handicapped|access handicap symbol 轮椅标识 无障碍 残疾 残障 轮椅 轮椅符号
🚹️|mens|bathroom lavatory man men’s restroom room toilet wc 男厕 卫生间 厕所 洗手间 男士
🚺️|womens|bathroom lavatory restroom room toilet wc woman women’s 女厕 卫生间 厕所 女士 洗手间
🚻|restroom bathroom|lavatory toilet wc 卫生间 厕所 洗手间
🚼️|baby_symbol|changing 宝宝 婴儿 换尿片 母婴室
🚾|wc water_closet|bathroom lavatory restroom toilet 厕所 卫生间 洗手间 盥洗室
🛂|passport_control|护照检查 安检 护照 检查 通行证
🛃|customs|packing 海关 行李打包
🛄|baggage_claim|arrived bags case checked journey packing plane ready 提取行李 提取 旅行 行李
🛅|left_luggage|baggage case locker 寄存行李 储物柜 寄存 行李
⚠️|warning|caution 警告 小心
🚸|children_crossing|child pedestrian traffic 儿童过街 交通 安全 指示牌 行人
⛔️|no_entry|do fail forbidden not pass prohibited traffic 禁止通行 交通 禁止入内 禁行 请勿入内 请勿驶入
🚫|no_entry_sign|forbidden not smoke 禁止 不准 不许 严禁 禁入 禁行 阻止
🚳|no_bicycles|bicycle bike forbidden not prohibited 禁止自行车 严禁 交通 禁止 禁行自行车 自行车 非机动车
🚭️|no_smoking|forbidden not prohibited smoke 禁止吸烟 严禁 吸烟 抽烟 禁止 禁烟
🚯|do_not_litter no_littering|forbidden prohibited 禁止乱扔垃圾 严禁 垃圾 禁丢垃圾 禁止
🚱|non-potable_water|dry non-drinking prohibited 非饮用水 水 禁止用水 节约用水 非直饮水
🚷|no_pedestrians|forbidden not pedestrian prohibited 禁止行人通行 严禁 行人
📵|no_mobile_phones|cell forbidden not phone prohibited telephone 禁止使用手机 严禁 手机 电话 禁止
🔞|underage no_one_under_18|age eighteen forbidden not prohibited restriction 18禁 儿童不宜 未成年人不宜 禁止
☢️|radioactive|sign 辐射 放射性 标识
☣️|biohazard|sign 生物危害 动物 当心感染 污染 警告
⬆️|arrow_up|cardinal direction north 向上箭头 上 北 方位 方向 标识 箭头
↗️|arrow_upper_right|direction intercardinal northeast up-right 右上箭头 东北 右上 方位 方向 标识 箭头
➡️|arrow_right|cardinal direction east 向右箭头 东 右 方向 标识 箭头
↘️|arrow_lower_right|direction down-right intercardinal southeast 右下箭头 东南 右下 方位 方向 标识 箭头
⬇️|arrow_down|cardinal direction south 向下箭头 南 向下 基本 方位 正南 箭头
↙️|arrow_lower_left|direction down-left intercardinal southwest 左下箭头 左下 方向 标识 箭头 西南
⬅️|arrow_left|cardinal direction west 向左箭头 左 方向 标识 箭头 西
↖️|arrow_upper_left|direction intercardinal northwest up-left 左上箭头 左上 方向 标识 箭头 西北
↕️|arrow_up_down|up-down 上下箭头 上下 箭头
↔️|left_right_arrow|left-right 左右箭头 左右 箭头
↩️|leftwards_arrow_with_hook arrow_left_hook|curving right 右转弯箭头 右转弯 向左弯曲的右箭头 箭头
↪️|arrow_right_hook rightwards_arrow_with_hook|curving left 左转弯箭头 向右弯曲的左箭头 左转弯 箭头
⤴️|arrow_heading_up|curving right 右上弯箭头 右上弯 向上弯曲的右箭头 箭头
⤵️|arrow_heading_down|curving right 右下弯箭头 右下弯 向下弯曲的右箭头 箭头
🔃|arrows_clockwise clockwise|arrow refresh reload vertical 顺时针垂直箭头 刷新 垂直顺时针箭头 方向 标识 箭头 重新载入 顺时针 顺时针箭头
🔄|arrows_counterclockwise counterclockwise|again anticlockwise arrow button deja refresh rewindershins vu 逆时针箭头按钮 倒转 再次 刷新 箭头 逆时针 逆时针箭头
🔙|back|arrow 返回箭头 回退 箭头 返回
🔚|end|arrow 结束箭头 箭头 终点 结束
🔛|on|arrow mark on! on! 箭头 on 开始 标识 箭头
🔜|soon|arrow brb omw soon 箭头 在路上 立刻回来 箭头 马上
🔝|top|arrow homie up 置顶 向上 标识 顶
🛐|place_of_worship|pray religion 宗教场所 地点 宗教 崇拜 敬神 礼拜 祈祷
⚛️|atom_symbol atom|atheist 原子符号 原子 无神论 物质
🕉️|om|hindu religion 奥姆 印度 印度教 唵 宗教
✡️|star_of_david|jew jewish judaism religion 六芒星 六角星 大卫之星 大卫星 宗教 犹太 犹太教
☸️|wheel_of_dharma|buddhist religion 法轮 佛 宗教 舵 轮盘 达摩
☯️|yin_yang|difficult lives religion tao taoist total yinyang 阴阳 太极 宗教 道 道教 阳 阴
✝️|latin_cross|christ christian religion 十字架 基督 天主教 宗教
☦️|orthodox_cross|christian religion 东正教十字架 东正教 十字架 基督 宗教 正教会十字
☪️|star_and_crescent|islam muslim ramadan religion 星月 伊斯兰 宗教 斋戒月 穆斯林
☮️|peace_symbol peace|healing peaceful 和平符号 和平
🕎|menorah|candelabrum candlestick hanukkah jewish judaism religion 烛台 光明节 宗教 灯台 犹太 犹太教
🔯|six_pointed_star|dotted fortune jewish judaism six-pointed 带中间点的六芒星 六芒星 六芒星加圆点 六角星 命运 犹太 犹太教
🪯|khanda|deg fateh khalsa religion sikh sikhism tegh 坎达 信仰 卡尔萨 善业与佩剑得胜 坎达长剑 宗教 锡克 锡克教 锡克教徒
♈️|aries|horoscope ram zodiac 白羊座 公羊 星座 牡羊座
♉️|taurus|bull horoscope ox zodiac 金牛座 公牛 星座 金牛
♊️|gemini|horoscope twins zodiac 双子座 双子 孪生子 星座
♋️|cancer|crab horoscope zodiac 巨蟹座 巨蟹 星座 螃蟹
♌️|leo|horoscope lion zodiac 狮子座 星座 雄狮
♍️|virgo|horoscope zodiac 处女座 室女座 星座 黄道十二宫
♎️|libra|balance horoscope justice scales zodiac 天秤座 平衡 星座 正义
♏️|scorpius|horoscope scorpio scorpion zodiac 天蝎座 天蝎 星座 蝎子
♐️|sagittarius|archer horoscope zodiac 射手座 人马座 射手 弓箭手 星座
♑️|capricorn|goat horoscope zodiac 摩羯座 天宫图 山羊 摩羯 星座
♒️|aquarius|bearer horoscope water zodiac 水瓶座 星座 水
♓️|pisces|fish horoscope zodiac 双鱼座 双鱼 星座 鱼
⛎️|ophiuchus|bearer serpent snake zodiac 蛇夫座 星座 蛇 蛇夫
🔀|twisted_rightwards_arrows shuffle|arrow button crossed tracks 随机播放音轨按钮 交叉 打乱 随机 随机播放
🔁|repeat|arrow button clockwise 重复按钮 循环 循环播放 箭头 顺时针
🔂|repeat_one|arrow button clockwise once single 重复一次按钮 单曲循环 循环 箭头 顺时针
▶️|arrow_forward play|button right triangle 播放按钮 三角 右 向右 播放 箭头
⏩️|fast_forward|arrow button double fast-forward 快进按钮 双箭头 向前 快进 快速
⏭️|next_track_button next_track|arrow scene triangle 下一个音轨按钮 三角 下一个 下一曲 下一首 往后 箭头
⏯️|play_or_pause_button play_pause|arrow right triangle 播放或暂停按钮 三角 向右 播放 播放或暂停 暂停
◀️|arrow_backward reverse|button left triangle 倒退按钮 三角 倒转 后退 向左 左
⏪️|rewind fast_reverse|arrow button double 快退按钮 倒回 双箭头 快退 快速倒带
⏮️|previous_track_button previous_track|arrow last scene triangle 上一个音轨按钮 三角 上一个 上一曲 上一首 箭头
🔼|arrow_up_small up|button red upwards 向上三角形按钮 上 向上 向上按钮 往上 箭头
⏫️|arrow_double_up fast_up|button 快速上升按钮 上 双箭头 向上 快速向上
🔽|arrow_down_small down|button downwards red 向下三角形按钮 下 向下 向下按钮 往下 箭头
⏬️|arrow_double_down fast_down|button 快速下降按钮 下 双箭头 向下 快速向下
⏸️|pause_button pause|bar double vertical 暂停按钮 停止 双条形 暂停
⏹️|stop_button stop|square 停止按钮 停止 方形 正方形 终止
⏺️|record_button record|circle 录制按钮 制作 圆 录像 录制 录音
⏏️|eject_button eject|推出按钮 向上三角 弹出
🎦|cinema|camera film movie 电影院 剧院 场所 影片 摄影机 电影
🔅|low_brightness dim_button|低亮度按钮 亮度 低 低亮度 昏暗 暗
🔆|high_brightness bright_button|light 高亮度按钮 亮 亮度 太阳 明亮 高亮度
📶|signal_strength antenna_bars|bar cell communication mobile phone telephone 信号强度条 信号 天线 强度 手机 条
🛜|wireless|broadband computer connectivity hotspot internet network router smartphone 无线 wi-fi wlan 互联网 宽带 智能手机 热点 电脑 网络 计算机 连接
📳|vibration_mode|cell communication mobile phone telephone 振动模式 手机 振动 震动
📴|mobile_phone_off|cell telephone 手机关机 关机 关闭 关闭手机 手机
♀️|female_sign female|woman 女性符号 符号 雌性
♂️|male_sign male|man 男性符号 符号 雄性
⚧️|transgender_symbol|跨性别符号 跨性别
✖️|heavy_multiplication_x multiplication multiply|cancel sign × 乘 x 乘号 取消 相乘 符号
➕️|heavy_plus_sign plus|+ 加 加号 十字 数学 相加 符号
➖️|heavy_minus_sign minus|- math − 减 减号 数学 横线 符号
➗️|heavy_division_sign divide division|math ÷ 除 数学 相除 符号 除号
🟰|heavy_equals_sign|answer equal equality math 粗等号 回答 平等 数学 相等 等于 等号 答案
♾️|infinity|forever unbounded universal 无穷大 宇宙 无尽 极大
‼️|bangbang double_exclamation|! !! mark punctuation 双感叹号 两个 双叹号 叹号 吃惊 标点符号 ！ ！！
⁉️|interrobang exclamation_question|! !? ? mark punctuation 感叹疑问号 叹号 叹号加问号 吃惊 标点符号 疑问惊叹号 问号 ！ ！？ ？
❓️|question|? mark punctuation red 红色问号 为什么 标点 标点符号 疑问 问号
❔️|grey_question white_question|? mark outlined punctuation 白色问号 为什么 标点符号 空心 空心问号 问号 问题 ？
❕️|grey_exclamation white_exclamation|! mark outlined punctuation 白色感叹号 叹号 吃惊 标点符号 白色叹号 空心 空心叹号 ！
❗️|exclamation heavy_exclamation_mark|! punctuation red 红色感叹号 叹号 吃惊 惊讶 感叹 感叹号 标点符号 ！
〰️|wavy_dash|punctuation 波浪型破折号 标点符号 波浪线 浪花 象声号
💱|currency_exchange|bank money 货币兑换 兑换 外汇 换汇 汇率 流通 银行
💲|heavy_dollar_sign|billion cash charge currency million money pay 粗美元符号 现金 美元 美元符号 美刀 货币 金钱
⚕️|medical_symbol medical|aesculapius medicine staff 医疗标志 医学 医疗 蛇杖 阿斯克勒庇俄斯 阿斯克勒庇俄斯蛇杖
♻️|recycle recycling_symbol|回收标志 再利用 再生 回收 循环
⚜️|fleur_de_lis fleur-de-lis|knights 百合花饰 鸢尾花
🔱|trident|anchor emblem poseidon ship tool 三叉戟徽章 三叉戟 工具 波塞冬 船 锚
📛|name_badge|姓名牌 名牌 徽章 胸牌 证章
🔰|beginner|chevron green japanese leaf symbol tool yellow 日本新手驾驶标志 v 型臂章 v形图案 人字形图记 军警 叶状 实习 新手 箭尾
⭕️|o hollow_red_circle red_o|heavy large 红色空心圆圈 0 o形 圆圈 大 大圆圈 红 零
✅️|white_check_mark check_mark_button|checked checkmark complete completed done fixed tick ✓ 勾号按钮 勾 勾号 完成 打勾 按钮 绿色打勾
☑️|ballot_box_with_check|checked done off tick ✓ 勾选框 做好 勾号 勾选 复选框 带勾方格 打勾 搞定 选票
✔️|heavy_check_mark check_mark|checked checkmark done tick ✓ 勾号 对勾 打勾 正确 符号
❌️|x cross_mark|cancel multiplication multiply × 叉号 x 乘 交叉 取消 相乘 符号
❎️|negative_squared_cross_mark cross_mark_button|multiplication multiply square x × 叉号按钮 乘 乘号 叉 取消 方形
➰️|curly_loop|curl 卷曲环 单环 日本单环标志 标志
➿️|loop double_curly_loop|curl 双卷曲环 免费电话 双环 日本免费电话标志 标志
〽️|part_alternation_mark|庵点 开始歌唱 歌记号 符号
✳️|eight_spoked_asterisk|* eight-spoked 八轮辐星号 八芒星 星号
✴️|eight_pointed_black_star|* eight-pointed 八角星 星 符号
❇️|sparkle|* 火花 烟火 闪光 闪耀
©️|copyright|c 版权
®️|registered|r 注册 注册标记
™️|tm trade_mark|trademark 商标 产品 标志
🫟|splatter|drip holi ink liquid mess paint spill stain 泼溅 喷洒 污渍 油漆 溢出
#️⃣|hash number_sign|keycap 按键: # 按键
*️⃣|asterisk|keycap 按键: * 按键
0️⃣|zero|0 keycap 按键: 0 按键
1️⃣|one|1 keycap 按键: 1 一 按键
2️⃣|two|2 keycap 按键: 2 二 按键
3️⃣|three|3 keycap 按键: 3 三 按键
4️⃣|four|4 keycap 按键: 4 四 按键
5️⃣|five|5 keycap 按键: 5 五 按键
6️⃣|six|6 keycap 按键: 6 六 按键
7️⃣|seven|7 keycap 按键: 7 七 按键
8️⃣|eight|8 keycap 按键: 8 八 按键
9️⃣|nine|9 keycap 按键: 9 九 按键
🔟|keycap_ten ten|按键: 10 按键
🔠|capital_abcd|input latin letters uppercase 输入大写拉丁字母 abcd 大写字母 大写字母键 字母 打字 拉丁文 输入法
🔡|abcd|input latin letters lowercase 输入小写拉丁字母 abcd 小写字母 小写字母键 打字 拉丁文 输入小写字母 输入法
🔢|1234|input numbers 输入数字 1234 打字 数字
🔣|symbols|% & input ♪ 〒 输入符号 字符 打字 符号
🔤|abc|alphabet input latin letters 输入拉丁字母 abc 字母 打字 拉丁字母 拉丁字母键 拉丁文 输入字母
🅰️|a a_blood|button type a型血 a 字母a 按钮 血型 血液
🆎|ab ab_blood|button type ab型血 ab 字母ab 按钮 血型 血液
🅱️|b b_blood|button type b型血 b 按钮 血型 血液
🆑|cl|button cl按钮 cl 手机 清理 清除
🆒|cool|button cool按钮 cool 按键 酷
🆓|free|button 免费按钮 free 不收费 免费 按钮 自由
ℹ️|information_source info|i 信息 信息中心 查询 资料
🆔|id|button identity id按钮 id 按键 识别 身份
Ⓜ️|m|circle circled 圆圈包围的m m 圈 字母 米
🆕|new|button new按钮 按键 新 新的
🆖|ng|button ng按钮 ng 按钮 按键 花絮
🅾️|o2 o o_blood|button type o 型血 o o型血 字母o 按钮 血型 血液
🆗|ok|button okay ok按钮 ok 同意 按键
🅿️|parking|button p 停车按钮 停车 按键 泊车
🆘|sos|button help sos按钮 sos 按键 救命 求救 求救钮
🆙|up up2|button mark up! up按钮 up 向上 按键
🆚|vs|button versus vs按钮 vs 对 对决 按键
🈁|koko ja_here|button japanese katakana 日文的“这里”按钮 koko 按键 日文 日语 此处 片假名 这里
🈂️|sa ja_service_charge|button japanese katakana 日文的“服务费”按钮 sa 按键 收费 日文 日文sa 日语 服务 服务费 片假名
🈷️|u6708 ja_monthly_amount|button ideograph japanese 日文的“月总量”按钮 按键 日文 日本 月 月度 统计 表意文字
🈶|u6709 ja_not_free_of_carge|button charge ideograph japanese 日文的“收费”按钮 按键 日文 日本 有 有料 表意文字 要收费 费用
🈯️|u6307 ja_reserved|button ideograph japanese 日文的“预留”按钮 保留 指 按键 日文 日本 表意文字 预定 预订
🉐|ideograph_advantage ja_bargain|button japanese 日文的“议价”按钮 得 按键 日文 日本 表意文字 讨价还价
🈹|u5272 ja_discount|button ideograph japanese 日文的“打折”按钮 割 打折 折扣 按键 日文 日本 表意文字
🈚️|u7121 ja_free_of_charge|button ideograph japanese 日文的“免费”按钮 免费 免钱 按键 无 日文 日本 表意文字
🈲|u7981 ja_prohibited|button ideograph japanese 日文的“禁止”按钮 严禁 按键 日文 日本 禁 表意文字
🉑|accept ja_acceptable|button ideograph japanese 日文的“可接受”按钮 可 可接受 按键 日文 日本 表意文字 许可
🈸|u7533 ja_application|button ideograph japanese 日文的“申请”按钮 日文 日本 日语 申 申请 申请书 申请表 表意文字
🈴|u5408 ja_passing_grade|button ideograph japanese 日文的“合格”按钮 及格 合 按键 日文 日本 表意文字 过关 通过
🈳|u7a7a ja_vacancy|button ideograph japanese 日文的“有空位”按钮 日文 日本 日语 有空位 空 空位 空闲 表意文字
㊗️|congratulations ja_congratulations|button ideograph japanese 日文的“祝贺”按钮 庆贺 按键 日文 日本 祝 祝福 祝贺 表意文字
㊙️|secret ja_secret|button ideograph japanese 日文的“秘密”按钮 保密 按键 日文 日本 秘 秘密 表意文字
🈺|u55b6 ja_open_for_business|button ideograph japanese 日文的“开始营业”按钮 开门 按键 日文 日本 营 营业 营业中 表意文字
🈵|u6e80 ja_no_vacancy|button ideograph japanese 日文的“没有空位”按钮 座位 按键 日文 日本 满 表意文字
🔴|red_circle|geometric 红色圆 几何 圆 圈 红 红圈 红色
🟠|orange_circle|橙色圆 圆 圆圈 圈 橙
🟡|yellow_circle|黄色圆 圆 圈 黄 黄色 黄色圆圈
🟢|green_circle|绿色圆 圆 圆圈 圈 绿
🔵|large_blue_circle blue_circle|geometric 蓝色圆 圆 圈 蓝 蓝圈
🟣|purple_circle|紫色圆 圆 圆圈 圈 紫 紫色 紫色圆圈
🟤|brown_circle|棕色圆 圆 圆圈 圈 棕
⚫️|black_circle|geometric 黑色圆 圆 圈 黑
⚪️|white_circle|geometric 白色圆 圆 圈 白 白圈
🟥|red_square|card penalty 红色方块 方块 方框 正方形 红 红色
🟧|orange_square|橙色方块 方块 方框 橙 橙色 正方形
🟨|yellow_square|card penalty 黄色方块 方块 方框 正方形 黄 黄色
🟩|green_square|绿色方块 方块 方框 正方形 绿 绿色
🟦|blue_square|蓝色方块 方块 方框 正方形 蓝 蓝色
🟪|purple_square|紫色方块 方块 方框 正方形 紫 紫色
🟫|brown_square|棕色方块 方块 方框 棕 棕色 正方形
⬛️|black_large_square|geometric 黑线大方框 大 方形 正方形 黑色 黑色大方形
⬜️|white_large_square|geometric 白线大方框 大 方形 正方形 白色 白色方块
◼️|black_medium_square|geometric 黑色中方块 中等 几何 方形 正方形 黑色
◻️|white_medium_square|geometric 白色中方块 中等 方形 正方形 白色
◾️|black_medium_small_square|geometric medium-small 黑色中小方块 中小 方形 正方形 黑色
◽️|white_medium_small_square|geometric medium-small 白色中小方块 中小 正方形 几何 方形 白色
▪️|black_small_square|geometric 黑色小方块 几何 几何图形 小 方形 正方形 黑色
▫️|white_small_square|geometric 白色小方块 小 方形 正方形 白色
🔶|large_orange_diamond|geometric 橙色大菱形 大 方块 方片 橘色方块 橘黄色 橙色方块 菱形 钻石
🔷|large_blue_diamond|geometric 蓝色大菱形 大 方块 方片 菱形 蓝色 钻石
🔸|small_orange_diamond|geometric 橙色小菱形 小 方块 方片 橘色方块 橘黄色 菱形
🔹|small_blue_diamond|geometric 蓝色小菱形 小 方片 菱形 蓝色 蓝色方块 钻石
🔺|small_red_triangle|geometric pointed up 红色正三角 三角形 向上 正三角 红色
🔻|small_red_triangle_down|geometric pointed 红色倒三角 三角形 下 倒三角 向下 红色
💠|diamond_shape_with_a_dot_inside diamond_with_a_dot|comic geometric 带圆点的菱形 中心 内部 圆 方块 方块内有点 梅花形 菱形
🔘|radio_button|geometric 单选按钮 单独 单选钮 圆心 按钮 按键 选中
🔳|white_square_button|geometric outlined 白色方形按钮 按钮 方形 白线方形按钮 白线正方形按钮 白色正方形按钮 白边线方形按钮 白边线正方形按钮
🔲|black_square_button|geometric 黑色方形按钮 几何 几何图形 按钮 方形 黑线方形按钮 黑线正方形按钮 黑色正方形按钮 黑边线方形按钮 黑边线正方形按钮
9
🏁|checkered_flag|chequered finish flags game race racing sport win 黑白方格旗 方格 格子旗 竞赛 终点 终点旗 黑白方格
🚩|triangular_flag_on_post triangular_flag|construction golf 三角旗 升旗 旗 旗杆上的三角旗 旗杆上的旗帜 红色旗帜 高尔夫
🎌|crossed_flags|celebration cross japanese 交叉旗 对叉 旗 旗帜 日本
🏴|black_flag|waving 黑旗 举黑旗 摇黑棋 黑色旗 黑色旗子 黑色旗帜
🏳️|white_flag|waving 白旗 举白旗 摇白旗 白色旗子 白色旗帜
🏳️‍🌈|rainbow_flag|bisexual gay genderqueer glbt glbtq lesbian lgbt lgbtq 彩虹旗 双性 同性 多色 彩虹 旗 旗帜 跨性别
🏳️‍⚧️|transgender_flag|blue light pink white 跨性别旗 旗帜 浅蓝色 白色 粉红色 跨性别
🏴‍☠️|pirate_flag jolly_roger|plunder treasure 海盗旗 掠夺 海上 财宝 骷髅
🇦🇨|ascension_island flag_ac|ac 旗: 阿森松岛 旗
🇦🇩|andorra flag_ad|ad 旗: 安道尔 旗
🇦🇪|united_arab_emirates flag_ae|ae 旗: 阿拉伯联合酋长国 旗
🇦🇫|afghanistan flag_af|af 旗: 阿富汗 旗
🇦🇬|antigua_barbuda flag_ag|ag 旗: 安提瓜和巴布达 旗
🇦🇮|anguilla flag_ai|ai 旗: 安圭拉 旗
🇦🇱|albania flag_al|al 旗: 阿尔巴尼亚 旗
🇦🇲|armenia flag_am|am 旗: 亚美尼亚 旗
🇦🇴|angola flag_ao|ao 旗: 安哥拉 旗
🇦🇶|antarctica flag_aq|aq 旗: 南极洲 旗
🇦🇷|argentina flag_ar|ar 旗: 阿根廷 旗
🇦🇸|american_samoa flag_as|as 旗: 美属萨摩亚 旗
🇦🇹|austria flag_at|at 旗: 奥地利 旗
🇦🇺|australia flag_au|au 旗: 澳大利亚 旗
🇦🇼|aruba flag_aw|aw 旗: 阿鲁巴 旗
🇦🇽|aland_islands flag_ax|ax 旗: 奥兰群岛 旗
🇦🇿|azerbaijan flag_az|az 旗: 阿塞拜疆 旗
🇧🇦|bosnia_herzegovina flag_ba|ba 旗: 波斯尼亚和黑塞哥维那 旗
🇧🇧|barbados flag_bb|bb 旗: 巴巴多斯 旗
🇧🇩|bangladesh flag_bd|bd 旗: 孟加拉国 旗
🇧🇪|belgium flag_be|be 旗: 比利时 旗
🇧🇫|burkina_faso flag_bf|bf 旗: 布基纳法索 旗
🇧🇬|bulgaria flag_bg|bg 旗: 保加利亚 旗
🇧🇭|bahrain flag_bh|bh 旗: 巴林 旗
🇧🇮|burundi flag_bi|bi 旗: 布隆迪 旗
🇧🇯|benin flag_bj|bj 旗: 贝宁 旗
🇧🇱|st_barthelemy flag_bl|bl 旗: 圣巴泰勒米 旗
🇧🇲|bermuda flag_bm|bm 旗: 百慕大 旗
🇧🇳|brunei flag_bn|bn 旗: 文莱 旗
🇧🇴|bolivia flag_bo|bo 旗: 玻利维亚 旗
🇧🇶|caribbean_netherlands flag_bq|bq 旗: 荷属加勒比区 旗
🇧🇷|brazil flag_br|br 旗: 巴西 旗
🇧🇸|bahamas flag_bs|bs 旗: 巴哈马 旗
🇧🇹|bhutan flag_bt|bt 旗: 不丹 旗
🇧🇻|bouvet_island flag_bv|bv 旗: 布韦岛 旗
🇧🇼|botswana flag_bw|bw 旗: 博茨瓦纳 旗
🇧🇾|belarus flag_by|by 旗: 白俄罗斯 旗
🇧🇿|belize flag_bz|bz 旗: 伯利兹 旗
🇨🇦|canada flag_ca|ca 旗: 加拿大 旗
🇨🇨|cocos_islands flag_cc|cc 旗: 科科斯（基林）群岛 旗
🇨🇩|congo_kinshasa flag_cd|cd 旗: 刚果（金） 旗
🇨🇫|central_african_republic flag_cf|cf 旗: 中非共和国 旗
🇨🇬|congo_brazzaville flag_cg|cg 旗: 刚果（布） 旗
🇨🇭|switzerland flag_ch|ch 旗: 瑞士 旗
🇨🇮|cote_divoire flag_ci|ci 旗: 科特迪瓦 旗
🇨🇰|cook_islands flag_ck|ck 旗: 库克群岛 旗
🇨🇱|chile flag_cl|cl 旗: 智利 旗
🇨🇲|cameroon flag_cm|cm 旗: 喀麦隆 旗
🇨🇳|cn china flag_cn|cn 旗: 中国 旗
🇨🇴|colombia flag_co|co 旗: 哥伦比亚 旗
🇨🇵|clipperton_island flag_cp|cp 旗: 克利珀顿岛 旗
🇨🇶|flag_cq sark|cq 旗: 萨克岛 旗
🇨🇷|costa_rica flag_cr|cr 旗: 哥斯达黎加 旗
🇨🇺|cuba flag_cu|cu 旗: 古巴 旗
🇨🇻|cape_verde flag_cv|cv 旗: 佛得角 旗
🇨🇼|curacao flag_cw|cw 旗: 库拉索 旗
🇨🇽|christmas_island flag_cx|cx 旗: 圣诞岛 旗
🇨🇾|cyprus flag_cy|cy 旗: 塞浦路斯 旗
🇨🇿|czech_republic czechia flag_cz|cz 旗: 捷克 旗
🇩🇪|de flag_de germany|de 旗: 德国 旗
🇩🇬|diego_garcia flag_dg|dg 旗: 迪戈加西亚岛 旗
🇩🇯|djibouti flag_dj|dj 旗: 吉布提 旗
🇩🇰|denmark flag_dk|dk 旗: 丹麦 旗
🇩🇲|dominica flag_dm|dm 旗: 多米尼克 旗
🇩🇴|dominican_republic flag_do|do 旗: 多米尼加共和国 旗
🇩🇿|algeria flag_dz|dz 旗: 阿尔及利亚 旗
🇪🇦|ceuta_melilla flag_ea|ea 旗: 休达及梅利利亚 旗
🇪🇨|ecuador flag_ec|ec 旗: 厄瓜多尔 旗
🇪🇪|estonia flag_ee|ee 旗: 爱沙尼亚 旗
🇪🇬|egypt flag_eg|eg 旗: 埃及 旗
🇪🇭|western_sahara flag_eh|eh 旗: 西撒哈拉 旗
🇪🇷|eritrea flag_er|er 旗: 厄立特里亚 旗
🇪🇸|es flag_es spain|es 旗: 西班牙 旗
🇪🇹|ethiopia flag_et|et 旗: 埃塞俄比亚 旗
🇪🇺|eu european_union flag_eu|eu 旗: 欧盟 旗
🇫🇮|finland flag_fi|fi 旗: 芬兰 旗
🇫🇯|fiji flag_fj|fj 旗: 斐济 旗
🇫🇰|falkland_islands flag_fk|fk 旗: 福克兰群岛 旗
🇫🇲|micronesia flag_fm|fm 旗: 密克罗尼西亚 旗
🇫🇴|faroe_islands flag_fo|fo 旗: 法罗群岛 旗
🇫🇷|fr flag_fr france|fr 旗: 法国 旗
🇬🇦|gabon flag_ga|ga 旗: 加蓬 旗
🇬🇧|gb uk flag_gb united_kingdom|gb 旗: 英国 旗
🇬🇩|grenada flag_gd|gd 旗: 格林纳达 旗
🇬🇪|georgia flag_ge|ge 旗: 格鲁吉亚 旗
🇬🇫|french_guiana flag_gf|gf 旗: 法属圭亚那 旗
🇬🇬|guernsey flag_gg|gg 旗: 根西岛 旗
🇬🇭|ghana flag_gh|gh 旗: 加纳 旗
🇬🇮|gibraltar flag_gi|gi 旗: 直布罗陀 旗
🇬🇱|greenland flag_gl|gl 旗: 格陵兰 旗
🇬🇲|gambia flag_gm|gm 旗: 冈比亚 旗
🇬🇳|guinea flag_gn|gn 旗: 几内亚 旗
🇬🇵|guadeloupe flag_gp|gp 旗: 瓜德罗普 旗
🇬🇶|equatorial_guinea flag_gq|gq 旗: 赤道几内亚 旗
🇬🇷|greece flag_gr|gr 旗: 希腊 旗
🇬🇸|south_georgia_south_sandwich_islands flag_gs|gs 旗: 南乔治亚和南桑威奇群岛 旗
🇬🇹|guatemala flag_gt|gt 旗: 危地马拉 旗
🇬🇺|guam flag_gu|gu 旗: 关岛 旗
🇬🇼|guinea_bissau flag_gw|gw 旗: 几内亚比绍 旗
🇬🇾|guyana flag_gy|gy 旗: 圭亚那 旗
🇭🇰|hong_kong flag_hk|hk 旗: 中国香港特别行政区 旗
🇭🇲|heard_mcdonald_islands flag_hm|hm 旗: 赫德岛和麦克唐纳群岛 旗
🇭🇳|honduras flag_hn|hn 旗: 洪都拉斯 旗
🇭🇷|croatia flag_hr|hr 旗: 克罗地亚 旗
🇭🇹|haiti flag_ht|ht 旗: 海地 旗
🇭🇺|hungary flag_hu|hu 旗: 匈牙利 旗
🇮🇨|canary_islands flag_ic|ic 旗: 加纳利群岛 旗
🇮🇩|indonesia flag_id|id 旗: 印度尼西亚 旗
🇮🇪|ireland flag_ie|ie 旗: 爱尔兰 旗
🇮🇱|israel flag_il|il 旗: 以色列 旗
🇮🇲|isle_of_man flag_im|im 旗: 马恩岛 旗
🇮🇳|india flag_in|in 旗: 印度 旗
🇮🇴|british_indian_ocean_territory flag_io|io 旗: 英属印度洋领地 旗
🇮🇶|iraq flag_iq|iq 旗: 伊拉克 旗
🇮🇷|iran flag_ir|ir 旗: 伊朗 旗
🇮🇸|iceland flag_is|is 旗: 冰岛 旗
🇮🇹|it flag_it italy|it 旗: 意大利 旗
🇯🇪|jersey flag_je|je 旗: 泽西岛 旗
🇯🇲|jamaica flag_jm|jm 旗: 牙买加 旗
🇯🇴|jordan flag_jo|jo 旗: 约旦 旗
🇯🇵|jp flag_jp japan|jp 旗: 日本 旗
🇰🇪|kenya flag_ke|ke 旗: 肯尼亚 旗
🇰🇬|kyrgyzstan flag_kg|kg 旗: 吉尔吉斯斯坦 旗
🇰🇭|cambodia flag_kh|kh 旗: 柬埔寨 旗
🇰🇮|kiribati flag_ki|ki 旗: 基里巴斯 旗
🇰🇲|comoros flag_km|km 旗: 科摩罗 旗
🇰🇳|st_kitts_nevis flag_kn|kn 旗: 圣基茨和尼维斯 旗
🇰🇵|north_korea flag_kp|kp 旗: 朝鲜 旗
🇰🇷|kr flag_kr south_korea|kr 旗: 韩国 旗
🇰🇼|kuwait flag_kw|kw 旗: 科威特 旗
🇰🇾|cayman_islands flag_ky|ky 旗: 开曼群岛 旗
🇰🇿|kazakhstan flag_kz|kz 旗: 哈萨克斯坦 旗
🇱🇦|laos flag_la|la 旗: 老挝 旗
🇱🇧|lebanon flag_lb|lb 旗: 黎巴嫩 旗
🇱🇨|st_lucia flag_lc|lc 旗: 圣卢西亚 旗
🇱🇮|liechtenstein flag_li|li 旗: 列支敦士登 旗
🇱🇰|sri_lanka flag_lk|lk 旗: 斯里兰卡 旗
🇱🇷|liberia flag_lr|lr 旗: 利比里亚 旗
🇱🇸|lesotho flag_ls|ls 旗: 莱索托 旗
🇱🇹|lithuania flag_lt|lt 旗: 立陶宛 旗
🇱🇺|luxembourg flag_lu|lu 旗: 卢森堡 旗
🇱🇻|latvia flag_lv|lv 旗: 拉脱维亚 旗
🇱🇾|libya flag_ly|ly 旗: 利比亚 旗
🇲🇦|morocco flag_ma|ma 旗: 摩洛哥 旗
🇲🇨|monaco flag_mc|mc 旗: 摩纳哥 旗
🇲🇩|moldova flag_md|md 旗: 摩尔多瓦 旗
🇲🇪|montenegro flag_me|me 旗: 黑山 旗
🇲🇫|st_martin flag_mf|mf 旗: 法属圣马丁 旗
🇲🇬|madagascar flag_mg|mg 旗: 马达加斯加 旗
🇲🇭|marshall_islands flag_mh|mh 旗: 马绍尔群岛 旗
🇲🇰|macedonia flag_mk|mk 旗: 北马其顿 旗
🇲🇱|mali flag_ml|ml 旗: 马里 旗
🇲🇲|myanmar burma flag_mm|mm 旗: 缅甸 旗
🇲🇳|mongolia flag_mn|mn 旗: 蒙古 旗
🇲🇴|macau flag_mo macao|mo 旗: 中国澳门特别行政区 旗
🇲🇵|northern_mariana_islands flag_mp|mp 旗: 北马里亚纳群岛 旗
🇲🇶|martinique flag_mq|mq 旗: 马提尼克 旗
🇲🇷|mauritania flag_mr|mr 旗: 毛里塔尼亚 旗
🇲🇸|montserrat flag_ms|ms 旗: 蒙特塞拉特 旗
🇲🇹|malta flag_mt|mt 旗: 马耳他 旗
🇲🇺|mauritius flag_mu|mu 旗: 毛里求斯 旗
🇲🇻|maldives flag_mv|mv 旗: 马尔代夫 旗
🇲🇼|malawi flag_mw|mw 旗: 马拉维 旗
🇲🇽|mexico flag_mx|mx 旗: 墨西哥 旗
🇲🇾|malaysia flag_my|my 旗: 马来西亚 旗
🇲🇿|mozambique flag_mz|mz 旗: 莫桑比克 旗
🇳🇦|namibia flag_na|na 旗: 纳米比亚 旗
🇳🇨|new_caledonia flag_nc|nc 旗: 新喀里多尼亚 旗
🇳🇪|niger flag_ne|ne 旗: 尼日尔 旗
🇳🇫|norfolk_island flag_nf|nf 旗: 诺福克岛 旗
🇳🇬|nigeria flag_ng|ng 旗: 尼日利亚 旗
🇳🇮|nicaragua flag_ni|ni 旗: 尼加拉瓜 旗
🇳🇱|netherlands flag_nl|nl 旗: 荷兰 旗
🇳🇴|norway flag_no|no 旗: 挪威 旗
🇳🇵|nepal flag_np|np 旗: 尼泊尔 旗
🇳🇷|nauru flag_nr|nr 旗: 瑙鲁 旗
🇳🇺|niue flag_nu|nu 旗: 纽埃 旗
🇳🇿|new_zealand flag_nz|nz 旗: 新西兰 旗
🇴🇲|oman flag_om|om 旗: 阿曼 旗
🇵🇦|panama flag_pa|pa 旗: 巴拿马 旗
🇵🇪|peru flag_pe|pe 旗: 秘鲁 旗
🇵🇫|french_polynesia flag_pf|pf 旗: 法属波利尼西亚 旗
🇵🇬|papua_new_guinea flag_pg|pg 旗: 巴布亚新几内亚 旗
🇵🇭|philippines flag_ph|ph 旗: 菲律宾 旗
🇵🇰|pakistan flag_pk|pk 旗: 巴基斯坦 旗
🇵🇱|poland flag_pl|pl 旗: 波兰 旗
🇵🇲|st_pierre_miquelon flag_pm|pm 旗: 圣皮埃尔和密克隆群岛 旗
🇵🇳|pitcairn_islands flag_pn|pn 旗: 皮特凯恩群岛 旗
🇵🇷|puerto_rico flag_pr|pr 旗: 波多黎各 旗
🇵🇸|palestinian_territories flag_ps|ps 旗: 巴勒斯坦领土 旗
🇵🇹|portugal flag_pt|pt 旗: 葡萄牙 旗
🇵🇼|palau flag_pw|pw 旗: 帕劳 旗
🇵🇾|paraguay flag_py|py 旗: 巴拉圭 旗
🇶🇦|qatar flag_qa|qa 旗: 卡塔尔 旗
🇷🇪|reunion flag_re|re 旗: 留尼汪 旗
🇷🇴|romania flag_ro|ro 旗: 罗马尼亚 旗
🇷🇸|serbia flag_rs|rs 旗: 塞尔维亚 旗
🇷🇺|ru flag_ru russia|ru 旗: 俄罗斯 旗
🇷🇼|rwanda flag_rw|rw 旗: 卢旺达 旗
🇸🇦|saudi_arabia flag_sa|sa 旗: 沙特阿拉伯 旗
🇸🇧|solomon_islands flag_sb|sb 旗: 所罗门群岛 旗
🇸🇨|seychelles flag_sc|sc 旗: 塞舌尔 旗
🇸🇩|sudan flag_sd|sd 旗: 苏丹 旗
🇸🇪|sweden flag_se|se 旗: 瑞典 旗
🇸🇬|singapore flag_sg|sg 旗: 新加坡 旗
🇸🇭|st_helena flag_sh|sh 旗: 圣赫勒拿 旗
🇸🇮|slovenia flag_si|si 旗: 斯洛文尼亚 旗
🇸🇯|svalbard_jan_mayen flag_sj|sj 旗: 斯瓦尔巴和扬马延 旗
🇸🇰|slovakia flag_sk|sk 旗: 斯洛伐克 旗
🇸🇱|sierra_leone flag_sl|sl 旗: 塞拉利昂 旗
🇸🇲|san_marino flag_sm|sm 旗: 圣马力诺 旗
🇸🇳|senegal flag_sn|sn 旗: 塞内加尔 旗
🇸🇴|somalia flag_so|so 旗: 索马里 旗
🇸🇷|suriname flag_sr|sr 旗: 苏里南 旗
🇸🇸|south_sudan flag_ss|ss 旗: 南苏丹 旗
🇸🇹|sao_tome_principe flag_st|st 旗: 圣多美和普林西比 旗
🇸🇻|el_salvador flag_sv|sv 旗: 萨尔瓦多 旗
🇸🇽|sint_maarten flag_sx|sx 旗: 荷属圣马丁 旗
🇸🇾|syria flag_sy|sy 旗: 叙利亚 旗
🇸🇿|swaziland eswatini flag_sz|sz 旗: 斯威士兰 旗
🇹🇦|tristan_da_cunha flag_ta|ta 旗: 特里斯坦-达库尼亚群岛 旗
🇹🇨|turks_caicos_islands flag_tc|tc 旗: 特克斯和凯科斯群岛 旗
🇹🇩|chad flag_td|td 旗: 乍得 旗
🇹🇫|french_southern_territories flag_tf|tf 旗: 法属南部领地 旗
🇹🇬|togo flag_tg|tg 旗: 多哥 旗
🇹🇭|thailand flag_th|th 旗: 泰国 旗
🇹🇯|tajikistan flag_tj|tj 旗: 塔吉克斯坦 旗
🇹🇰|tokelau flag_tk|tk 旗: 托克劳 旗
🇹🇱|timor_leste flag_tl|tl 旗: 东帝汶 旗
🇹🇲|turkmenistan flag_tm|tm 旗: 土库曼斯坦 旗
🇹🇳|tunisia flag_tn|tn 旗: 突尼斯 旗
🇹🇴|tonga flag_to|to 旗: 汤加 旗
🇹🇷|tr flag_tr turkey_tr|tr 旗: 土耳其 旗
🇹🇹|trinidad_tobago flag_tt|tt 旗: 特立尼达和多巴哥 旗
🇹🇻|tuvalu flag_tv|tv 旗: 图瓦卢 旗
🇹🇼|taiwan flag_tw|tw 旗: 台湾 旗
🇹🇿|tanzania flag_tz|tz 旗: 坦桑尼亚 旗
🇺🇦|ukraine flag_ua|ua 旗: 乌克兰 旗
🇺🇬|uganda flag_ug|ug 旗: 乌干达 旗
🇺🇲|us_outlying_islands flag_um|um 旗: 美国本土外小岛屿 旗
🇺🇳|united_nations flag_un un|un 旗: 联合国 旗
🇺🇸|us flag_us united_states usa|us 旗: 美国 旗
🇺🇾|uruguay flag_uy|uy 旗: 乌拉圭 旗
🇺🇿|uzbekistan flag_uz|uz 旗: 乌兹别克斯坦 旗
🇻🇦|vatican_city flag_va|va 旗: 梵蒂冈 旗
🇻🇨|st_vincent_grenadines flag_vc|vc 旗: 圣文森特和格林纳丁斯 旗
🇻🇪|venezuela flag_ve|ve 旗: 委内瑞拉 旗
🇻🇬|british_virgin_islands flag_vg|vg 旗: 英属维尔京群岛 旗
🇻🇮|us_virgin_islands flag_vi|vi 旗: 美属维尔京群岛 旗
🇻🇳|vietnam flag_vn|vn 旗: 越南 旗
🇻🇺|vanuatu flag_vu|vu 旗: 瓦努阿图 旗
🇼🇫|wallis_futuna flag_wf|wf 旗: 瓦利斯和富图纳 旗
🇼🇸|samoa flag_ws|ws 旗: 萨摩亚 旗
🇽🇰|kosovo flag_xk|xk 旗: 科索沃 旗
🇾🇪|yemen flag_ye|ye 旗: 也门 旗
🇾🇹|mayotte flag_yt|yt 旗: 马约特 旗
🇿🇦|south_africa flag_za|za 旗: 南非 旗
🇿🇲|zambia flag_zm|zm 旗: 赞比亚 旗
🇿🇼|zimbabwe flag_zw|zw 旗: 津巴布韦 旗
🏴󠁧󠁢󠁥󠁮󠁧󠁿|england flag_gbeng|旗: 英格兰 gbeng 旗
🏴󠁧󠁢󠁳󠁣󠁴󠁿|scotland flag_gbsct|旗: 苏格兰 gbsct 旗
🏴󠁧󠁢󠁷󠁬󠁳󠁿|wales flag_gbwls|旗: 威尔士 gbwls 旗`;
