import type { Dialect } from '../dialect.js';
import type { AnyTable } from '../table.js';
import { bioData, bioPhoto, templateV10, userPic } from './bio.js';
import { contactInfo, contactNumberList, contactNumberPatternList } from './contact.js';
import { deviceAuthorize, devParameters, devProperty } from './device.js';
import { extBoardProperty, extBoardRelationList, ntpServerList } from './device.js';
import { doorParameters, doorProperty, firstCard, multimCard } from './door.js';
import { userEleAuthorize } from './elevator.js';
import { gatePassRule, irState } from './gate.js';
import { auxIn, auxOut, inputIOSetting, outRelaySetting } from './io.js';
import { camBindInfo, inOutFun } from './linkage.js';
import { extUser, identityCard, mulCardUser, superAuthorize, user, userAuthorize } from './person.js';
import { readerParameter, readerParameters, readerProperty, readerProperty64 } from './reader.js';
import { antiPassBack, interLock, triggerList } from './rules.js';
import { dstSetting, holiday, timezone } from './schedule.js';
import { apList, attPhoto, authType, enrollBioData, enrollInfoData, errorLog } from './upload.js';
import { linkPhotoInfo, rtlog, rtstate, testData, transaction } from './upload.js';
import { diffTimezoneVS, doorVSTimezone, personalVSTimezone } from './verify.js';
import { defaultWGFormat, readerWGFormat, wgFormat } from './wiegand.js';

/**
 * Every table of the protocol. The key is the name on the wire in lower case. If two forms have one name, the second
 * form has another key, which ledger and commands use.
 */
export const tables = {
  user,
  extuser: extUser,
  mulcarduser: mulCardUser,
  identitycard: identityCard,
  userauthorize: userAuthorize,
  superauthorize: superAuthorize,
  templatev10: templateV10,
  biodata: bioData,
  biophoto: bioPhoto,
  userpic: userPic,
  timezone,
  holiday,
  dstsetting: dstSetting,
  difftimezonevs: diffTimezoneVS,
  doorvstimezone: doorVSTimezone,
  personalvstimezone: personalVSTimezone,
  doorproperty: doorProperty,
  doorparameters: doorParameters,
  firstcard: firstCard,
  multimcard: multimCard,
  readerproperty: readerProperty,
  readerproperty64: readerProperty64,
  readerparameters: readerParameters,
  readerparameter: readerParameter,
  auxin: auxIn,
  auxout: auxOut,
  inputiosetting: inputIOSetting,
  outrelaysetting: outRelaySetting,
  inoutfun: inOutFun,
  cambindinfo: camBindInfo,
  defaultwgformat: defaultWGFormat,
  wgformat: wgFormat,
  readerwgformat: readerWGFormat,
  triggerlist: triggerList,
  antipassback: antiPassBack,
  interlock: interLock,
  devproperty: devProperty,
  devparameters: devParameters,
  ntpserverlist: ntpServerList,
  extboardproperty: extBoardProperty,
  extboardrelationlist: extBoardRelationList,
  deviceauthorize: deviceAuthorize,
  usereleauthorize: userEleAuthorize,
  gatepassrule: gatePassRule,
  contact_info: contactInfo,
  contact_number_list: contactNumberList,
  contact_number_pattern_list: contactNumberPatternList,
  transaction,
  rtlog,
  rtstate,
  irstate: irState,
  attphoto: attPhoto,
  errorlog: errorLog,
  linkphotoinfo: linkPhotoInfo,
  testdata: testData,
  aplist: apList,
  enrollinfodata: enrollInfoData,
  enrollbiodata: enrollBioData,
  authtype: authType,
} as const satisfies Record<string, AnyTable>;

export type TableName = keyof typeof tables;

const byKey = new Map<string, AnyTable>(Object.entries(tables));

/** The table of a key of `tables` in any case, or undefined if it is not declared. */
export const tableNamed = (name: string): AnyTable | undefined => byKey.get(name.toLowerCase());

const inCommands = ({ operations }: AnyTable) => operations.some((operation) => operation !== 'upload');

/** The keys of `tables` that a name on the wire may mean: two forms of ReaderProperty, otherwise one or none. */
export const formsNamed = (wireName: string): readonly TableName[] =>
  (Object.keys(tables) as TableName[]).filter(
    (key) => tables[key].name.toLowerCase() === wireName.toLowerCase() && inCommands(tables[key]),
  );

/** The form of a name on the wire that this device has, as a key of `tables`; undefined if it has none. */
export const formOf = (wireName: string, dialect: Dialect): TableName | undefined =>
  formsNamed(wireName).find((key) => {
    const { when }: AnyTable = tables[key];
    return when === undefined || when(dialect);
  });
