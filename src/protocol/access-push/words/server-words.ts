import type { Locale } from './locales.js';
import type { Words } from './words.js';

/** The vendor's server's own names of events, where it has one. */
interface ServerWords {
  /** By event number. */
  readonly events: Readonly<Record<number, string>>;
  /** By the code of appendix 3, as far as the manual of its API prints one that is not the protocol's. */
  readonly verifyModes: Readonly<Record<number, string>>;
}

/**
 * The names in `eventName` of the vendor's API. The protocol has names of its own for the same numbers; clients compare
 * with these. In the other languages only what the protocol's name says otherwise has one.
 */
const server: Readonly<Record<Locale, ServerWords>> = {
  en: {
    events: {
      0: 'Normal Verify Open',
      1: 'Verify During Passage Mode Time Zone',
      2: 'First-Personnel Open',
      3: 'Multi-Personnel Open',
      4: 'Emergency Password Open',
      5: 'Open during Passage Mode Time Zone',
      6: 'Linkage Event Triggered',
      7: 'Cancel Alarm',
      8: 'Remote Opening',
      9: 'Remote Closing',
      10: 'Disable Normal Open',
      11: 'Enable Normal Open',
      12: 'Auxiliary Output Remotely Open',
      13: 'Auxiliary Output Remotely Close',
      20: 'Operate Interval too Short',
      21: 'Door Inactive Time Zone Verify Open',
      22: 'Illegal Time Zone',
      23: 'Access Denied',
      24: 'Anti-Passback',
      25: 'Interlock',
      26: 'Multi-Personnel Authentication Wait',
      27: 'Unregistered Personnel',
      28: 'Open Door Timeout',
      29: 'Personnel Expired',
      36: 'Door Inactive Time Zone(Press Exit Button)',
      37: 'Failed to Close during Passage Mode Time Zone',
      38: 'Card Reported Lost',
      39: 'Blacklisted',
      41: 'Verify Mode Error',
      42: 'Wiegand Format Error',
      44: 'Background Verify Failed',
      45: 'Background Verify Timed Out',
      48: 'Multi-Personnel Verify Failed',
      100: 'Tamper alarm',
      101: 'Duress Open Alarm',
      102: 'Opened Forcefully',
      105: 'Can not connect to server',
      200: 'Door Opened Correctly',
      201: 'Door Closed Correctly',
      202: 'Exit Button Open',
      204: 'Passage Mode Time Zone Over',
      205: 'Remote Normal Opening',
      206: 'Device Started',
      208: 'Superuser Open Doors',
      209: 'Exit Button triggered(Without Unlock)',
      214: 'Connected to the server',
      220: 'Auxiliary Input Disconnected',
      221: 'Auxiliary Input Shorted',
      222: 'Background Verification Success',
      223: 'Background Verification',
      700: 'Lost Connect',
    },
    verifyModes: { 6: 'card or fingerprint' },
  },
  es: {
    events: {
      2: 'Apertura por la primera persona',
      3: 'Apertura por varias personas',
      20: 'Intervalo entre operaciones demasiado corto',
      21: 'Verificación fuera del horario activo de la puerta',
      26: 'En espera de la autenticación de varias personas',
      27: 'Persona no registrada',
      29: 'Persona caducada',
      36: 'Fuera del horario activo de la puerta (botón de salida)',
      48: 'Fallo de la verificación de varias personas',
      101: 'Alarma de apertura bajo coacción',
      105: 'Sin conexión con el servidor',
      200: 'Puerta abierta correctamente',
      201: 'Puerta cerrada correctamente',
      209: 'Botón de salida pulsado (sin desbloqueo)',
    },
    verifyModes: {},
  },
  pt: {
    events: {
      2: 'Abertura pela primeira pessoa',
      3: 'Abertura por várias pessoas',
      20: 'Intervalo entre operações curto demais',
      21: 'Verificação fora do horário ativo da porta',
      26: 'Aguardando a autenticação de várias pessoas',
      27: 'Pessoa não cadastrada',
      29: 'Pessoa vencida',
      36: 'Fora do horário ativo da porta (botão de saída)',
      48: 'Falha na verificação de várias pessoas',
      101: 'Alarme de abertura sob coação',
      105: 'Sem conexão com o servidor',
      200: 'Porta aberta corretamente',
      201: 'Porta fechada corretamente',
      209: 'Botão de saída acionado (sem destravar)',
    },
    verifyModes: {},
  },
  fr: {
    events: {
      2: 'Ouverture par la première personne',
      3: 'Ouverture par plusieurs personnes',
      20: 'Intervalle entre opérations trop court',
      21: 'Vérification hors de la plage active de la porte',
      26: "En attente de l'authentification de plusieurs personnes",
      27: 'Personne non enregistrée',
      29: 'Personne expirée',
      36: 'Hors de la plage active de la porte (bouton de sortie)',
      48: 'Échec de la vérification de plusieurs personnes',
      101: "Alarme d'ouverture sous contrainte",
      105: 'Connexion au serveur impossible',
      200: 'Porte ouverte correctement',
      201: 'Porte fermée correctement',
      209: 'Bouton de sortie actionné (sans déverrouillage)',
    },
    verifyModes: {},
  },
  zh: {
    events: {
      2: '首人开门',
      3: '多人开门',
      20: '操作间隔过短',
      21: '门非有效时间段验证开门',
      26: '多人验证等待',
      27: '人未登记',
      29: '人员已过有效期',
      36: '门非有效时间段（按出门按钮）',
      48: '多人验证失败',
      101: '胁迫开门报警',
      105: '无法连接服务器',
      200: '门正常打开',
      201: '门正常关闭',
      209: '出门按钮触发（未开锁）',
    },
    verifyModes: {},
  },
};

/** The words of a language as the vendor's server says them; where it is silent, the protocol's. */
export function serverWordsOf(locale: Locale, words: Words): Words {
  const { events, verifyModes } = server[locale];
  return {
    ...words,
    events: { ...words.events, ...events },
    verifyModes: words.verifyModes.map((name, code) => verifyModes[code] ?? name),
  };
}
