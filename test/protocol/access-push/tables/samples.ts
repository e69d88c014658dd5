import type { Dialect } from '../../../../src/protocol/access-push/dialect.js';
import type { AnyRow } from '../../../../src/protocol/access-push/table.js';
import type { TableName } from '../../../../src/protocol/access-push/tables/all.js';
import { everything, panel, terminal, withFunctions } from './dialects.js';

export interface Sample {
  readonly table: TableName;
  readonly dialect: Dialect;
  readonly row: AnyRow;
  /** The UPDATE, with its number. */
  readonly update: string;
  /** The DELETE of the row. */
  readonly remove: string;
}

const parity26 = 'pccccccccccccccccccccccccp:eeeeeeeeeeeeeooooooooooooo';
const identity = {
  pin: '1',
  snNum: '26121292460088826975',
  idNum: '210102199212182xxxx',
  dnNum: '',
  name: 'Zhang San',
  gender: '1',
  nation: '1',
  birthday: '19911218',
  validInfo: '2013091220230912',
  address: 'xxxxx, Tangxia Town, Dongguan, Guangdong',
  additionalInfo: '',
  issuer: 'xxx Public Security Bureau',
  photo: 'V0xmAH4AMgAA/apmyEd8',
  photoJpg: 'Y0tKqWNPzyEd8Pn0EhRsgAAjeWPxiUzLaPU1w=',
  fpTemplate1: 'QwGIEgELUQAAAAAAAAAAAAAAACgBmnIcAf///////0wZqfwuJK78PzJg/lw',
  fpTemplate2: 'QwGIEgEQUAAAAAAAAAAAAAAAADIBmkbyAP///////3UYCPxXQs38qEVW/rpLovwyUBv8WV8',
  reserve: '',
  notice: '',
};
const triggers = { triggerListId: 0, type: 0, devId: 1, triggerId: 1 };

/** The examples of 9.1.1 and 9.1.2; where they are wrong, our form (docs/manual-misprints.md). */
export const samples: readonly Sample[] = [
  {
    table: 'user',
    dialect: terminal,
    row: {
      cardNo: '',
      pin: '1',
      password: '234',
      group: 0,
      startTime: null,
      endTime: null,
      name: '',
      privilege: 0,
    },
    update: 'C:295:DATA UPDATE user CardNo=\tPin=1\tPassword=234\tGroup=0\tStartTime=0\tEndTime=0\tName=\tPrivilege=0',
    remove: 'C:337:DATA DELETE user Pin=1',
  },
  {
    table: 'extuser',
    dialect: terminal,
    row: { pin: '1', funSwitch: 1, firstName: '', lastName: '', personalVS: 0 },
    update: 'C:500:DATA UPDATE extuser Pin=1\tFunSwitch=1\tFirstName=\tLastName=\tPersonalVS=0',
    remove: 'C:337:DATA DELETE extuser Pin=1',
  },
  {
    // The manual has capital digits; firmware wants small ones (docs/field-notes.md g).
    table: 'mulcarduser',
    dialect: everything,
    row: {
      pin: '1',
      cardNo: '3432592093',
      lossCardFlag: false,
      cardType: 0,
      cardBit: 26,
      siteCode: '10010',
      imie: '356591106',
    },
    update:
      'C:501:DATA UPDATE mulcarduser Pin=1\tCardNo=cc9932dd\tLossCardFlag=0\tCardType=0\tCardBit=26\tSiteCode=10010\tIMIE=356591106',
    remove: 'C:337:DATA DELETE mulcarduser Pin=1',
  },
  {
    table: 'identitycard',
    dialect: everything,
    row: identity,
    update:
      'C:502:DATA UPDATE identitycard Pin=1\tSN_Num=26121292460088826975\tID_Num=210102199212182xxxx\tDN_Num=\t' +
      'Name=Zhang San\tGender=1\tNation=1\tBirthday=19911218\tValid_Info=2013091220230912\t' +
      'Address=xxxxx, Tangxia Town, Dongguan, Guangdong\tAdditional_Info=\tIssuer=xxx Public Security Bureau\t' +
      'Photo=V0xmAH4AMgAA/apmyEd8\tPhotoJPG=Y0tKqWNPzyEd8Pn0EhRsgAAjeWPxiUzLaPU1w=\t' +
      'FP_Template1=QwGIEgELUQAAAAAAAAAAAAAAACgBmnIcAf///////0wZqfwuJK78PzJg/lw\t' +
      'FP_Template2=QwGIEgEQUAAAAAAAAAAAAAAAADIBmkbyAP///////3UYCPxXQs38qEVW/rpLovwyUBv8WV8\tReserve=\tNotice=',
    remove: 'C:337:DATA DELETE identitycard Pin=1',
  },
  {
    table: 'userauthorize',
    dialect: withFunctions([26]),
    row: { pin: '1', timezoneId: 1, doors: [1], devId: 1 },
    update: 'C:296:DATA UPDATE userauthorize Pin=1\tAuthorizeTimezoneId=1\tAuthorizeDoorId=1\tDevID=1',
    remove: 'C:335:DATA DELETE userauthorize Pin=1',
  },
  {
    table: 'superauthorize',
    dialect: panel,
    row: { pin: '1', doorId: 4, devId: 14 },
    update: 'C:524:DATA UPDATE SuperAuthorize Pin=1\tDoorID=4\tDevID=14',
    remove: 'C:342:DATA DELETE SuperAuthorize Pin=1',
  },
  {
    table: 'templatev10',
    dialect: everything,
    row: { pin: '1', fingerId: 6, valid: 1, template: 'Si9TUzIxAAADbG8ECAUHCc7QAAAbbWkBAAAAg5Eac2wN' },
    update:
      'C:333:DATA UPDATE templatev10 Pin=1\tFingerID=6\tValid=1\tTemplate=Si9TUzIxAAADbG8ECAUHCc7QAAAbbWkBAAAAg5Eac2wN',
    remove: 'C:342:DATA DELETE templatev10 Pin=1\tFingerID=6',
  },
  {
    // The manual writes Majorver and Minorver here, MajorVer and MinorVer in the format.
    table: 'biodata',
    dialect: terminal,
    row: {
      pin: '2',
      no: 0,
      index: 0,
      valid: 1,
      duress: 0,
      type: 9,
      majorVer: '5',
      minorVer: '8',
      format: 0,
      tmp: 'AAAAA',
    },
    update:
      'C:524:DATA UPDATE biodata Pin=2\tNo=0\tIndex=0\tValid=1\tDuress=0\tType=9\tMajorVer=5\tMinorVer=8\tFormat=0\tTmp=AAAAA',
    remove: 'C:342:DATA DELETE biodata Type=9\tPin=2\tNo=0',
  },
  {
    table: 'biophoto',
    dialect: terminal,
    row: {
      pin: '1',
      type: 9,
      no: 0,
      index: 0,
      size: 8,
      content: '/9j/4AAQ',
      format: 0,
      url: '',
      postBackTmpFlag: 1,
    },
    update:
      'C:525:DATA UPDATE biophoto PIN=1\tType=9\tNo=0\tIndex=0\tSize=8\tContent=/9j/4AAQ\tFormat=0\tUrl=\tPostBackTmpFlag=1',
    remove: 'C:342:DATA DELETE biophoto PIN=1\tType=9',
  },
  {
    table: 'userpic',
    dialect: terminal,
    row: { pin: '2', size: 138620, content: '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAEB' },
    update: 'C:524:DATA UPDATE userpic pin=2\tsize=138620\tcontent=/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAEB',
    remove: 'C:342:DATA DELETE userpic pin=2',
  },
  {
    table: 'holiday',
    dialect: terminal,
    row: { holiday: '2010-01-01', holidayType: 1, loop: 1 },
    update: 'C:503:DATA UPDATE holiday Holiday=20100101\tHolidayType=1\tLoop=1',
    remove: 'C:123:DATA DELETE holiday *',
  },
  {
    table: 'dstsetting',
    dialect: terminal,
    row: { year: 2018, startTime: '03020517', endTime: '08020508', loop: 1 },
    update: 'C:508:DATA UPDATE DSTSetting Year=2018\tStartTime=03020517\tEndTime=08020508\tLoop=1',
    remove: 'C:342:DATA DELETE DSTSetting *',
  },
  {
    table: 'doorvstimezone',
    dialect: panel,
    row: { doorId: 4, timezoneId: 1, devId: 14 },
    update: 'C:522:DATA UPDATE DoorVSTimezone DoorID=4\tTimezoneID=1\tDevID=14',
    remove: 'C:342:DATA DELETE DoorVSTimezone DoorID=4',
  },
  {
    table: 'personalvstimezone',
    dialect: panel,
    row: { pin: '1', doorId: 4, timezoneId: 1, devId: 14 },
    update: 'C:523:DATA UPDATE PersonalVSTimezone PIN=1\tDoorID=4\tTimezoneID=1\tDevID=14',
    remove: 'C:343:DATA DELETE PersonalVSTimezone PIN=1\tDoorID=4',
  },
  {
    table: 'doorproperty',
    dialect: panel,
    row: { id: 1, devId: 14, address: 1, disable: false },
    update: 'C:511:DATA UPDATE DoorProperty ID=1\tDevID=14\tAddress=1\tDisable=0',
    remove: 'C:342:DATA DELETE DoorProperty *',
  },
  {
    table: 'doorparameters',
    dialect: panel,
    row: { id: 1, name: 'MaskFlag', value: '0', devId: 14 },
    update: 'C:512:DATA UPDATE DoorParameters ID=1\tName=MaskFlag\tValue=0\tDevID=14',
    remove: 'C:342:DATA DELETE DoorParameters *',
  },
  {
    table: 'firstcard',
    dialect: withFunctions([26]),
    row: { doorId: 1, timezoneId: 1, pin: '1', devId: 1 },
    update: 'C:504:DATA UPDATE firstcard DoorID=1\tTimezoneID=1\tPin=1\tDevID=1',
    remove: 'C:343:DATA DELETE firstcard Pin=1',
  },
  {
    table: 'multimcard',
    dialect: withFunctions([26]),
    row: { index: 1, doorId: 1, group1: 1, group2: 3, devId: 1 },
    update: 'C:505:DATA UPDATE multimcard Index=1\tDoorId=1\tGroup1=1\tGroup2=3\tGroup3=\tGroup4=\tGroup5=\tDevID=1',
    remove: 'C:342:DATA DELETE multimcard Index=1',
  },
  {
    table: 'readerproperty',
    dialect: panel,
    row: {
      id: 1,
      doorId: 1,
      type: 2,
      address: 1,
      ipAddress: '',
      port: 4376,
      mac: '',
      inOut: 0,
      disable: false,
      verifyType: '0',
      multicast: '',
      devId: 14,
      offlineRefuse: false,
    },
    update:
      'C:513:DATA UPDATE ReaderProperty ID=1\tDoorID=1\tType=2\tAddress=1\tIPAddress=\tPort=4376\tMAC=\tInOut=0\tDisable=0\t' +
      'VerifyType=0\tMulticast=\tDevID=14\tOfflineRefuse=0',
    remove: 'C:342:DATA DELETE ReaderProperty *',
  },
  {
    table: 'readerproperty64',
    dialect: withFunctions([64]),
    row: { readerId: 1, doorId: 1, busType: 1, inOut: 0, address: 1, disable: false },
    update: 'C:110:DATA UPDATE ReaderProperty ReaderID=1\tDoorID=1\tBusType=1\tInOut=0\tAddress=1\tDisable=0',
    remove: 'C:200:DATA DELETE ReaderProperty ReaderID=1',
  },
  {
    table: 'readerparameters',
    dialect: withFunctions([18, 26]),
    row: { id: 1, devId: 1, name: 'MaskFlag', value: '1' },
    update: 'C:514:DATA UPDATE ReaderParameters ID=1\tDevID=1\tName=MaskFlag\tValue=1',
    remove: 'C:342:DATA DELETE ReaderParameters *',
  },
  {
    table: 'readerparameter',
    dialect: withFunctions([64]),
    row: { readerId: 1, name: 'readerChannelSecureType', value: '1' },
    update: 'C:110:DATA UPDATE ReaderParameter ReaderID=1\tName=readerChannelSecureType\tValue=1',
    remove: 'C:200:DATA DELETE ReaderParameter ReaderID=1\tName=readerChannelSecureType',
  },
  {
    table: 'auxin',
    dialect: panel,
    row: {
      id: 1,
      devId: 14,
      address: 1,
      disable: false,
      extBoardId: 1,
      inputType: 1,
      inputMode: 0,
      supervisedResistor: 4,
    },
    update:
      'C:515:DATA UPDATE AuxIn ID=1\tDevID=14\tAddress=1\tDisable=0\tExtBoardID=1\tInputType=1\tInputMode=0\tSupervisedResistor=4',
    remove: 'C:342:DATA DELETE AuxIn *',
  },
  {
    table: 'auxout',
    dialect: panel,
    row: { id: 1, devId: 14, address: 1, disable: false },
    update: 'C:516:DATA UPDATE AuxOut ID=1\tDevID=14\tAddress=1\tDisable=0',
    remove: 'C:342:DATA DELETE AuxOut *',
  },
  {
    table: 'inputiosetting',
    dialect: panel,
    row: { number: 1, inType: 0, timeZoneId: 1, devId: 14 },
    update: 'C:520:DATA UPDATE InputIOSetting Number=1\tInType=0\tTimeZoneId=1\tDevID=14',
    remove: 'C:342:DATA DELETE InputIOSetting *',
  },
  {
    table: 'outrelaysetting',
    dialect: panel,
    row: { num: 1, outType: 1, actionType: 0, timezoneId: 1, devId: 14 },
    update: 'C:507:DATA UPDATE outrelaysetting Num=1\tOutType=1\tActionType=0\tTimezoneId=1\tDevID=14',
    remove: 'C:342:DATA DELETE outrelaysetting Num=1',
  },
  {
    table: 'inoutfun',
    dialect: panel,
    row: {
      index: 1,
      eventType: 204,
      inAddr: 0,
      outType: 0,
      outAddr: 1,
      outTime: 0,
      reserved: 0,
      inDevId: 14,
      outDevId: 14,
    },
    update:
      'C:506:DATA UPDATE inoutfun Index=1\tEventType=204\tInAddr=0\tOutType=0\tOutAddr=1\tOutTime=0\tReserved=0\tInDevID=14\tOutDevID=14',
    remove: 'C:342:DATA DELETE inoutfun Index=1',
  },
  {
    // The example leaves TargetID out, which is part of the key.
    table: 'cambindinfo',
    dialect: everything,
    row: { targetType: 0, targetId: 1, chn: 1, devId: 1 },
    update: 'C:110:DATA UPDATE cambindinfo TargetType=0\tTargetID=1\tChn=1\tDevID=1',
    remove: 'C:200:DATA DELETE cambindinfo TargetType=0\tTargetID=1\tChn=1',
  },
  {
    table: 'defaultwgformat',
    dialect: terminal,
    row: { id: 2, cardBit: 26, siteCode: '0', formatName: 'Wiegand 26', cardFormat: parity26 },
    update:
      'C:517:DATA UPDATE DefaultWGFormat ID=2\tCardBit=26\tSiteCode=0\tFormatName=Wiegand 26\t' +
      'CardFormat=pccccccccccccccccccccccccp:eeeeeeeeeeeeeooooooooooooo',
    remove: 'C:342:DATA DELETE DefaultWGFormat ID=2',
  },
  {
    table: 'wgformat',
    dialect: terminal,
    row: { id: 2, cardBit: 26, siteCode: '0', formatName: 'Wiegand 26', cardFormat: parity26 },
    update:
      'C:518:DATA UPDATE WGFormat ID=2\tCardBit=26\tSiteCode=0\tFormatName=Wiegand 26\t' +
      'CardFormat=pccccccccccccccccccccccccp:eeeeeeeeeeeeeooooooooooooo',
    remove: 'C:342:DATA DELETE WGFormat ID=2',
  },
  {
    table: 'wgformat',
    dialect: everything,
    row: {
      id: 2,
      cardBit: 26,
      siteCode: '0',
      formatName: 'Wiegand26',
      cardFormat: parity26,
      extSiteCode: '1000;2000',
      extParityFormat: 'xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeex;xooooooooooooooooooooooooooooooooxo',
      isDefault: false,
    },
    update:
      'C:518:DATA UPDATE WGFormat ID=2\tCardBit=26\tSiteCode=0\tFormatName=Wiegand26\t' +
      'CardFormat=pccccccccccccccccccccccccp:eeeeeeeeeeeeeooooooooooooo\tExtSiteCode=1000;2000\t' +
      'ExtParityFormat=xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeex;xooooooooooooooooooooooooooooooooxo\tIsDefault=0',
    remove: 'C:342:DATA DELETE WGFormat ID=2',
  },
  {
    table: 'readerwgformat',
    dialect: panel,
    row: { readerId: 1, devId: 14, wgFormatId: 2, parityVerifyDisable: false, reversalType: 0 },
    update:
      'C:519:DATA UPDATE ReaderWGFormat ReaderID=1\tDevID=14\tWGFormatID=2\tParityVerifyDisable=0\tReversalType=0',
    remove: 'C:342:DATA DELETE ReaderWGFormat ReaderID=1',
  },
  {
    table: 'triggerlist',
    dialect: everything,
    row: triggers,
    update: 'C:110:DATA UPDATE TriggerList TriggerListID=0\tType=0\tDevID=1\tTriggerID=1',
    remove: 'C:200:DATA DELETE TriggerList TriggerListID=0',
  },
  {
    table: 'antipassback',
    dialect: everything,
    row: { antiPassBackId: 1, pTriggerListId: 1, tTriggerListId: 1 },
    update: 'C:110:DATA UPDATE AntiPassBack AntiPassBackID=1\tPTriggerListID=1\tTTriggerListID=1',
    remove: 'C:200:DATA DELETE AntiPassBack AntiPassBackID=1',
  },
  {
    table: 'interlock',
    dialect: everything,
    row: { interLockId: 1, pTriggerListId: 1, tTriggerListId: 1 },
    update: 'C:110:DATA UPDATE InterLock InterLockID=1\tPTriggerListID=1\tTTriggerListID=1',
    remove: 'C:200:DATA DELETE InterLock InterLockID=1',
  },
  {
    table: 'devproperty',
    dialect: panel,
    row: {
      id: 14,
      type: 0,
      busType: 0,
      machineType: 28,
      address: 0,
      mac: '',
      ipAddress: '192.168.223.222',
      sn: 'DDG7050067042500078',
      isMaster: 0,
    },
    update:
      'C:509:DATA UPDATE DevProperty ID=14\tType=0\tBusType=0\tMachineType=28\tAddress=0\tMac=\tIPAddress=192.168.223.222\t' +
      'SN=DDG7050067042500078\tIsMaster=0',
    remove: 'C:342:DATA DELETE DevProperty *',
  },
  {
    table: 'devparameters',
    dialect: panel,
    row: { id: 14, name: 'IsSupportReaderEncrypt', value: '0' },
    update: 'C:510:DATA UPDATE DevParameters ID=14\tName=IsSupportReaderEncrypt\tValue=0',
    remove: 'C:342:DATA DELETE DevParameters *',
  },
  {
    table: 'ntpserverlist',
    dialect: everything,
    row: { serverAddress: 'pool.ntp.org' },
    update: 'C:526:DATA UPDATE ntpserverlist ServerAddress=pool.ntp.org',
    remove: 'C:342:DATA DELETE ntpserverlist *',
  },
  {
    table: 'extboardproperty',
    dialect: withFunctions([26, 45]),
    row: { extBoardId: 1, devId: 1, devType: 101, busType: 0, address: 4, disable: false },
    update: 'C:524:DATA UPDATE ExtBoardProperty ExtBoardID=1\tDevID=1\tDevType=101\tBusType=0\tAddress=4\tDisable=0',
    remove: 'C:342:DATA DELETE ExtBoardProperty ExtBoardID=1',
  },
  {
    table: 'extboardrelationlist',
    dialect: withFunctions([45]),
    row: { extBoardId: 1, reactType: 1, entityId: 1, seqNo: 1 },
    update: 'C:524:DATA UPDATE ExtBoardRelationList ExtBoardID=1\tReactType=1\tEntityID=1\tSeqNo=1',
    remove: 'C:342:DATA DELETE ExtBoardRelationList ExtBoardID=1',
  },
  {
    table: 'deviceauthorize',
    dialect: terminal,
    row: { sn: 'DDG7050067042500079', isAuthorize: 1 },
    update: 'C:295:DATA UPDATE DeviceAuthorize SN=DDG7050067042500079\tIsAuthorize=1',
    remove: 'C:295:DATA DELETE DeviceAuthorize SN=DDG7050067042500079',
  },
  {
    table: 'usereleauthorize',
    dialect: withFunctions([55]),
    row: { pin: '2', timezoneId: 1, floorId: 1, floors: [8, 9] },
    update: 'C:524:DATA UPDATE usereleauthorize Pin=2\tAuthorizeTimezoneId=1\tAuthorizeFloorId=1\tAuthorizeFloors=180',
    remove: 'C:342:DATA DELETE usereleauthorize Pin=2',
  },
  {
    table: 'contact_info',
    dialect: everything,
    row: { contactId: 1, pin: '1000', groupName: '1#101', displayName: 'Alfred', passCode: '123456' },
    update:
      'C:110:DATA UPDATE contact_info ContactID=1\tPin=1000\tGroupName=1#101\tDisplayName=Alfred\tPassCode=123456',
    remove: 'C:200:DATA DELETE contact_info ContactID=1',
  },
  {
    table: 'contact_number_list',
    dialect: everything,
    row: { contactId: 1, numType: 1, number: '15865742356', priority: 1, patternId: 1 },
    update: 'C:110:DATA UPDATE contact_number_list ContactID=1\tNumType=1\tNumber=15865742356\tPriority=1\tPatternID=1',
    remove: 'C:200:DATA DELETE contact_number_list ContactID=1\tNumType=1',
  },
  {
    // The example prints PatternID=1 once more at the end.
    table: 'contact_number_pattern_list',
    dialect: everything,
    row: { patternId: 1, pattern: '9[1-9]', strip: 2, prepend: '1' },
    update: 'C:110:DATA UPDATE contact_number_pattern_list PatternID=1\tPattern=9[1-9]\tStrip=2\tPrepend=1',
    remove: 'C:200:DATA DELETE contact_number_pattern_list PatternID=1',
  },
];
