/** A terminal that speaks Attendance PUSH: what its firmware sends and does. */
export interface AttProfile {
  /** Null = it does not send it at its first contact. */
  readonly deviceType: string | null;
  readonly pushVersion: string | null;
  readonly language: number;
  /** Sent by `table=options`; null = firmware that does not send it. */
  readonly options: Readonly<Record<string, string>> | null;
  /** At the end of every path. */
  readonly suffix: '' | '.aspx';
  /** The stamp of its uploads: a constant, or the packed time of the last row. */
  readonly stamps: 'constant' | 'packed';
  /** Columns of a punch; the last ones are mask and temperature, and a number of the record. */
  readonly columns: 5 | 7 | 10 | 11;
  readonly trailingTab: boolean;
  /** Results of a batch in one body, or each in its own body. */
  readonly results: 'batch' | 'single';
  /** When rows count as sent: any 200, or an answer with their number. */
  readonly acknowledged: 'status' | 'count';
  /** The most rows of an upload. */
  readonly batch: number;
  /** Return codes for unknown commands. */
  readonly unknown: { readonly command: number; readonly user: number; readonly finger: number };
  /** Commands that write people and fingers: the present ones, those from before there were versions, or both. */
  readonly words: 'today' | 'older' | 'both';
  readonly fingerVersion: string;
  /** Templates by type that it takes as BIODATA, with their major version. */
  readonly bioVersions: Readonly<Record<number, string>>;
  /** The operation that it logs when somebody deletes a user at its menu. */
  readonly deletion: number;
  /** The most users. */
  readonly maxUsers: number;
}

const modern = {
  deviceType: 'att',
  pushVersion: '2.4.1',
  language: 69,
  suffix: '',
  stamps: 'constant',
  columns: 10,
  trailingTab: true,
  results: 'batch',
  acknowledged: 'status',
  batch: 100,
  unknown: { command: -1002, user: -1, finger: -3 },
  words: 'today',
  fingerVersion: '10',
  deletion: 103,
  maxUsers: 10_000,
} as const satisfies Partial<AttProfile>;

const faceOptions = {
  MaskDetectionFunOn: '0',
  IRTempDetectionFunOn: '0',
  FingerFunOn: '1',
  FPVersion: '10',
  FaceFunOn: '1',
  FaceVersion: '58',
  PhotoFunOn: '1',
  BioPhotoFun: '1',
  BioDataFun: '1',
  VisilightFun: '1',
  Language: '69',
  '~OEMVendor': 'Simulated Co., Ltd.',
  '~MaxUserCount': '100',
  '~LockFunOn': '1',
};

const zem = {
  deviceType: null,
  pushVersion: null,
  language: 69,
  options: null,
  suffix: '.aspx',
  stamps: 'packed',
  columns: 5,
  trailingTab: false,
  results: 'single',
  acknowledged: 'status',
  batch: 30,
  unknown: { command: -22, user: -1, finger: -3 },
  words: 'both',
  fingerVersion: '9',
  bioVersions: {},
  deletion: 9,
  maxUsers: 3_000,
} as const satisfies AttProfile;

/**
 * Old fingerprint terminals, and older ones that only know their own commands; visible light terminals of 2020; their
 * successors.
 */
export const attProfiles = {
  zem,
  antique: { ...zem, words: 'older' },
  'speedface-att': {
    ...modern,
    options: {
      ...faceOptions,
      '~DeviceName': 'SpeedFace-V5L',
      FWVersion: 'ZAM170-NF-Ver1.1.27',
      PushVersion: 'Ver 2.0.32S',
      MultiBioDataSupport: '0:0:0:0:0:0:0:0:1:1',
      MultiBioPhotoSupport: '0:0:0:0:0:0:0:0:0:1',
      MultiBioVersion: '0:0:0:0:0:0:0:0:12:58.10',
    },
    bioVersions: { 8: '12', 9: '58' },
  },
  'senseface-att': {
    ...modern,
    columns: 11,
    options: {
      ...faceOptions,
      '~DeviceName': 'SenseFace 3A',
      FWVersion: 'ZAM70-NF28VA-3.3.12',
      PushVersion: 'Ver 3.1.2S',
      MultiBioDataSupport: '0:1:0:0:0:0:0:0:0:1',
      MultiBioPhotoSupport: '0:0:0:0:0:0:0:0:0:1',
      MultiBioVersion: '0:10.0:0:0:0:0:0:0:0:58.10',
    },
    bioVersions: { 1: '10', 9: '58' },
  },
} as const satisfies Record<string, AttProfile>;

export type AttProfileName = keyof typeof attProfiles;
export const attProfileNames = Object.keys(attProfiles) as AttProfileName[];
export const isAttProfile = (name: string): name is AttProfileName => Object.hasOwn(attProfiles, name);
