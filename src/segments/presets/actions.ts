import type { Texts } from "../segment-map.js";

// What the presets suggest, one sentence each, in our own words. Each stands alone, so that a bundle holds only those that it uses.

export const rewardThem: Texts = {
  en: "Reward them, let them buy first what is new, ask for reviews and referrals.",
  "zh-Hans": "给予奖励和新品优先购买权，邀请评价和推荐好友。",
  "zh-Hant": "給予獎勵和新品優先購買權，邀請評價和推薦好友。",
  es: "Premiarlos, dejar que compren antes las novedades y pedirles reseñas y recomendaciones.",
};

export const offerStepUp: Texts = {
  en: "Offer a step up: membership, sets, articles of higher value.",
  "zh-Hans": "引导升级：会员、组合购买、更高价值的商品。",
  "zh-Hant": "引導升級：會員、組合購買、更高價值的商品。",
  es: "Ofrecer un paso más: club, lotes y artículos de mayor valor.",
};

export const inviteToClub: Texts = {
  en: "Invite them to the club and suggest what goes with their purchases.",
  "zh-Hans": "邀请加入会员，推荐与已购商品搭配的商品。",
  "zh-Hant": "邀請加入會員，推薦與已購商品搭配的商品。",
  es: "Invitarlos al club y sugerir complementos de lo que compraron.",
};

export const promptSecondOrder: Texts = {
  en: "Welcome them, help with the first purchase, prompt the next.",
  "zh-Hans": "欢迎新客，协助用好首次购买的商品，促成下一单。",
  "zh-Hant": "歡迎新客，協助用好首次購買的商品，促成下一筆訂單。",
  es: "Darles la bienvenida, ayudar con la primera compra y animar a la siguiente.",
};

export const giveReasonToReturn: Texts = {
  en: "Give a reason to return soon: a dated offer on related articles.",
  "zh-Hans": "给出尽快再来的理由：关联商品的限期优惠。",
  "zh-Hant": "給出儘快再來的理由：關聯商品的限期優惠。",
  es: "Dar un motivo para volver pronto: una oferta con fecha en artículos afines.",
};

export const sayTheyAreMissed: Texts = {
  en: "Say that they are missed, with an offer on what they like.",
  "zh-Hans": "表达想念，并就其喜好给出优惠。",
  "zh-Hant": "表達想念，並依其喜好提供優惠。",
  es: "Decirles que se les echa de menos, con una oferta de lo que les gusta.",
};

export const remindInTime: Texts = {
  en: "Remind them before the habit is gone: what is new, what sells best.",
  "zh-Hans": "在购买习惯消失之前提醒：新品和热销商品。",
  "zh-Hant": "在購買習慣消失之前提醒：新品和熱銷商品。",
  es: "Recordarles la tienda antes de que pierdan la costumbre: novedades y más vendidos.",
};

export const winBackNow: Texts = {
  en: "Win them back now: a personal message with a strong, dated offer.",
  "zh-Hans": "立即挽回：个性化消息，加上力度大的限期优惠。",
  "zh-Hant": "立即挽回：個人化訊息，加上力道足夠的限期優惠。",
  es: "Recuperarlos ya: un mensaje personal con una oferta fuerte y con fecha.",
};

export const contactOneByOne: Texts = {
  en: "Contact them one by one, ask what went wrong, put it right.",
  "zh-Hans": "逐一联系，了解原因并解决问题。",
  "zh-Hant": "逐一聯繫，了解原因並解決問題。",
  es: "Contactarlos uno a uno, preguntar qué falló y solucionarlo.",
};

export const sendLittle: Texts = {
  en: "Send little: a few fitting offers, then see who reacts.",
  "zh-Hans": "减少打扰：只发少量合适的优惠，再看谁有反应。",
  "zh-Hant": "減少打擾：只發少量合適的優惠，再看誰有反應。",
  es: "Enviar poco: unas pocas ofertas a medida, y ver quién reacciona.",
};

export const tryOnce: Texts = {
  en: "Try one rare, specific offer; without an answer, stop spending on them.",
  "zh-Hans": "尝试一次少见而有针对性的优惠；没有回应就不再投入。",
  "zh-Hant": "嘗試一次少見而有針對性的優惠；沒有回應就不再投入。",
  es: "Probar una oferta poco común y concreta; sin respuesta, dejar de invertir en ellos.",
};

export const treatAsNearest: Texts = {
  en: "Treat them as the nearest segment: the original has no plan for them.",
  "zh-Hans": "按最接近的分群对待：原方案没有涵盖他们。",
  "zh-Hant": "按最接近的分群對待：原方案沒有涵蓋他們。",
  es: "Tratarlos como el segmento más cercano: el original no los contempla.",
};

export const raiseBasket: Texts = {
  en: "Raise the amount per order: sets, add-ons, free delivery from an amount.",
  "zh-Hans": "提高客单价：组合装、加购、满额包邮。",
  "zh-Hant": "提高客單價：組合包、加購、滿額免運。",
  es: "Subir el importe por pedido: lotes, añadidos y envío gratis desde un importe.",
};

export const keepRhythm: Texts = {
  en: "Keep the rhythm: a reminder when the next order is due, with points for it.",
  "zh-Hans": "保持购买节奏：到复购时间提醒，并赠送积分。",
  "zh-Hant": "維持購買節奏：到回購時間提醒，並贈送點數。",
  es: "Mantener el ritmo: un aviso cuando toca el próximo pedido, con puntos.",
};

export const suggestAnotherCategory: Texts = {
  en: "They spend much, but seldom: suggest another category, serve them in person.",
  "zh-Hans": "消费高但次数少：推荐其他品类，安排专人服务。",
  "zh-Hant": "消費高但次數少：推薦其他品類，安排專人服務。",
  es: "Gastan mucho, pero pocas veces: sugerir otra categoría y atenderlos en persona.",
};

export const giveBestService: Texts = {
  en: "Give them the best service and offers that only they get.",
  "zh-Hans": "提供最好的服务和专属优惠。",
  "zh-Hant": "提供最好的服務和專屬優惠。",
  es: "Darles el mejor servicio y ofertas solo para ellos.",
};

export const sellMoreOften: Texts = {
  en: "Have them buy more often: member benefits, related articles, a reason for the next visit.",
  "zh-Hans": "提高购买次数：会员权益、关联商品、再次光顾的理由。",
  "zh-Hant": "提高購買次數：會員權益、關聯商品、再次光顧的理由。",
  es: "Que compren más a menudo: ventajas de socio, artículos afines y un motivo para volver.",
};

export const reachOutFirst: Texts = {
  en: "Make the first move: tell them what is new since their last order.",
  "zh-Hans": "主动联系：告知上次购买之后的新变化。",
  "zh-Hant": "主動聯繫：告知上次購買之後的新變化。",
  es: "Dar el primer paso: contarles las novedades desde su último pedido.",
};

export const askWhyInPerson: Texts = {
  en: "Call or write in person, learn why they left, make a strong offer.",
  "zh-Hans": "专人回访，了解离开的原因，给出有力度的优惠。",
  "zh-Hant": "專人回訪，了解離開的原因，提供有力道的優惠。",
  es: "Llamar o escribir en persona, saber por qué se fueron y hacer una oferta fuerte.",
};

export const keepInTouch: Texts = {
  en: "Keep in touch at low cost: a newsletter, a reminder for the season.",
  "zh-Hans": "低成本保持联系：定期资讯、应季提醒。",
  "zh-Hant": "低成本保持聯繫：電子報、當季提醒。",
  es: "Mantener el contacto a bajo coste: un boletín y avisos de temporada.",
};

export const rewardLoyalty: Texts = {
  en: "Reward loyalty: a VIP level, a day for members, exclusive offers.",
  "zh-Hans": "回馈忠诚：VIP 等级、会员日、专属优惠。",
  "zh-Hant": "回饋忠誠：VIP 等級、會員日、專屬優惠。",
  es: "Premiar la fidelidad: un nivel VIP, un día del socio y ofertas exclusivas.",
};

export const bringBackSoon: Texts = {
  en: "Bring them back sooner: a coupon for the next visit.",
  "zh-Hans": "缩短消费周期：赠送下次可用的优惠券。",
  "zh-Hant": "縮短消費週期：贈送下次可用的優惠券。",
  es: "Que vuelvan antes: un cupón para la próxima visita.",
};

export const wakeUp: Texts = {
  en: "Wake them up: a reminder and a coupon that ends soon.",
  "zh-Hans": "唤醒：发送提醒和即将到期的优惠券。",
  "zh-Hant": "喚醒：發送提醒和即將到期的優惠券。",
  es: "Despertarlos: un aviso y un cupón que caduca pronto.",
};
