import { compareVersions } from '../compare-versions.js';
import { transferFlags } from './tables.js';

/** Where an interrupted transfer continues, by table: opaque here, given back as it came (Attendance PUSH 4.5). */
export interface Stamps {
  readonly attlog: string;
  readonly operlog: string;
  readonly attphoto: string;
  readonly biodata: string;
  readonly idcard: string;
  readonly errorlog: string;
}

/** What a terminal is told at its first contact. Seconds unless said otherwise. */
export interface AttHandshake {
  readonly sn: string;
  /** As the device announced it; null if it did not, as 1.x does. */
  readonly pushVersion: string | null;
  readonly stamps: Stamps;
  readonly delay: number;
  readonly errorDelay: number;
  /** `HH:mm`, joined by semicolons. */
  readonly transTimes: string;
  /** Minutes. */
  readonly transInterval: number;
  /** As `timeZoneValue` writes it. */
  readonly timeZone: string;
  /** Types that both sides know, as values joined by colons; null for devices that do not list theirs. */
  readonly multiBioData: string | null;
  readonly multiBioPhoto: string | null;
  /** It asks the gateway after its own verification (13). */
  readonly asksBehind?: boolean;
  /** It reads the names of TransFlag separated by blanks, and not by tabs. */
  readonly blankFlags?: boolean;
  /** False keeps a device silent while it waits for approval: it keeps its data (4.8). */
  readonly transfers: boolean;
}

/** The version that this side speaks (4.9). */
export const ownVersion = '2.4.1';
const assumed = '2.2.14';

/** What a device should report about itself (4.7). */
export const wantedOptions = [
  'FingerFunOn,FaceFunOn,FPVersion,FaceVersion,FvFunOn,FvVersion,PvFunOn,PvVersion,BioPhotoFun,BioDataFun,VisilightFun',
  'MultiBioDataSupport,MultiBioPhotoSupport,MultiBioVersion,MaxMultiBioDataCount,MaxMultiBioPhotoCount,UserCount',
  'FPCount,FaceCount,FvCount,PvCount,TransactionCount,~MaxUserCount,~MaxAttLogCount,~MaxFingerCount,~MaxFaceCount',
  'PhotoFunOn,~LockFunOn,CardProtFormat,~Platform,~DeviceName,FWVersion,PushVersion,Language,IPAddress',
].join(',');

const numbersOf = (version: string) => (version.match(/\d+/g) ?? []).map(Number);

/** Less than 0 if a is older; compared by numbers, whatever letters follow them. */
export const comparePushVersions = (a: string, b: string): number => compareVersions(numbersOf(a), numbersOf(b));

/** The version that both sides use: the lower one (4.9). */
export function agreedVersion(announced: string | null): string {
  const theirs = numbersOf(announced ?? '').length > 0 ? (announced ?? '') : assumed;
  return comparePushVersions(theirs, ownVersion) < 0 ? numbersOf(theirs).join('.') : ownVersion;
}

/** 1.x only knows the short names of the stamps, and no lines but these (4.7). */
export const isAntique = (version: string | null) => version === null || comparePushVersions(version, assumed) < 0;

type Line = readonly [name: string, value: string | number];

const shortStamps = ({ attlog, operlog, attphoto }: Stamps): readonly Line[] => [
  ['Stamp', attlog],
  ['OpStamp', operlog],
  ['PhotoStamp', attphoto],
];

const longStamps = ({ attlog, operlog, attphoto, biodata, idcard, errorlog }: Stamps): readonly Line[] => [
  ['ATTLOGStamp', attlog],
  ['OPERLOGStamp', operlog],
  ['ATTPHOTOStamp', attphoto],
  ['BIODATAStamp', biodata],
  ['IDCARDStamp', idcard],
  ['ERRORLOGStamp', errorlog],
];

function rhythm(config: AttHandshake): readonly Line[] {
  const { errorDelay, delay, transTimes, transInterval, transfers, timeZone } = config;
  return [
    ['ErrorDelay', errorDelay],
    ['Delay', delay],
    ['TransTimes', transTimes],
    ['TransInterval', transInterval],
    [
      'TransFlag',
      `TransData ${transfers ? transferFlags.join(config.blankFlags === true ? ' ' : '\t') : ''}`.trimEnd(),
    ],
    ['TimeZone', timeZone],
    ['Realtime', transfers ? 1 : 0],
    ['Encrypt', 0],
    // For old firmware an answer without it is no answer (4.2).
    ['ServerVer', ownVersion],
  ];
}

function modern({ pushVersion, multiBioData, multiBioPhoto, asksBehind }: AttHandshake): readonly Line[] {
  const masks: readonly Line[] =
    multiBioData === null || multiBioPhoto === null
      ? []
      : [
          ['MultiBioDataSupport', multiBioData],
          ['MultiBioPhotoSupport', multiBioPhoto],
        ];
  return [
    ['PushProtVer', agreedVersion(pushVersion)],
    ['PushOptionsFlag', 1],
    ['PushOptions', wantedOptions],
    ...masks,
    ['SupportPing', 1],
    ['MaxPostSize', 1_048_576],
    ...(asksBehind === true ? [['PostSelfDefineDataType', 'PostVerifyData'] as const] : []),
  ];
}

/** Answer to `GET cdata?options=all` (Attendance PUSH 4.2): a line each, LF, one at the end, too. */
export function optionBlock(config: AttHandshake): string {
  const { sn, pushVersion, stamps } = config;
  const lines: readonly Line[] = isAntique(pushVersion)
    ? [...shortStamps(stamps), ...rhythm(config)]
    : [...shortStamps(stamps), ...longStamps(stamps), ...rhythm(config), ...modern(config)];
  const text = lines.map(([name, value]) => `${name}=${String(value).replaceAll(/[\r\n\0]/g, ' ')}\n`).join('');
  return `GET OPTION FROM: ${sn}\n${text}`;
}
