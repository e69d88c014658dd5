import type { TableName } from '../../../../src/protocol/access-push/tables/all.js';

/** A table as the manual has it. Names are separated by blanks, conditions of DELETE by bars; none means only `*`. */
export interface Printed {
  readonly name: string;
  readonly columns: string;
  readonly deletes: string;
  readonly operations: string;
  /** Columns that only devices send. */
  readonly reported?: string;
}

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Hol1', 'Hol2', 'Hol3'];

/** Access PUSH 7, 9.1 and 10. */
export const manual: Readonly<Record<TableName, Printed>> = {
  user: {
    name: 'user',
    columns: 'CardNo Pin Password Group StartTime EndTime Name Privilege Disable',
    deletes: 'Pin',
    operations: 'update delete count query upload',
    reported: 'uid verify',
  },
  extuser: {
    name: 'extuser',
    columns: 'Pin FunSwitch FirstName LastName PersonalVS',
    deletes: 'Pin',
    operations: 'update delete',
  },
  mulcarduser: {
    name: 'mulcarduser',
    columns: 'Pin CardNo LossCardFlag CardType CardBit SiteCode IMIE',
    deletes: 'Pin',
    operations: 'update delete',
  },
  identitycard: {
    name: 'identitycard',
    columns:
      'Pin SN_Num ID_Num DN_Num Name Gender Nation Birthday Valid_Info Address Additional_Info Issuer Photo PhotoJPG FP_Template1 FP_Template2 Reserve Notice',
    deletes: 'Pin',
    operations: 'update delete upload',
  },
  userauthorize: {
    name: 'userauthorize',
    columns: 'Pin AuthorizeTimezoneId AuthorizeDoorId DevID StartTime EndTime',
    deletes: 'Pin',
    operations: 'update delete',
  },
  holiday: { name: 'holiday', columns: 'Holiday HolidayType Loop', deletes: '', operations: 'update delete' },
  timezone: {
    name: 'timezone',
    columns: `TimezoneId ${days.flatMap((day) => [1, 2, 3].map((slot) => `${day}Time${slot}`)).join(' ')} StartTime EndTime`,
    deletes: 'TimezoneId',
    operations: 'update delete',
  },
  templatev10: {
    name: 'templatev10',
    columns: 'Pin FingerID Valid Template',
    deletes: 'Pin|FingerID|Pin FingerID',
    operations: 'update delete count query upload',
    reported: 'size uid resverd endtag',
  },
  firstcard: {
    name: 'firstcard',
    columns: 'DoorID TimezoneID Pin DevID',
    deletes: 'DoorID|Pin',
    operations: 'update delete',
  },
  multimcard: {
    name: 'multimcard',
    columns: 'Index DoorId Group1 Group2 Group3 Group4 Group5 DevID',
    deletes: 'Index',
    operations: 'update delete',
  },
  inoutfun: {
    name: 'inoutfun',
    columns: 'Index EventType InAddr OutType OutAddr OutTime Reserved InDevID OutDevID',
    deletes: 'Index',
    operations: 'update delete',
  },
  outrelaysetting: {
    name: 'outrelaysetting',
    columns: 'Num OutType ActionType TimezoneId DevID',
    deletes: 'Num',
    operations: 'update delete',
  },
  dstsetting: { name: 'DSTSetting', columns: 'Year StartTime EndTime Loop', deletes: '', operations: 'update delete' },
  devproperty: {
    name: 'DevProperty',
    columns: 'ID Type BusType MachineType Address Mac IPAddress SN IsMaster',
    deletes: '',
    operations: 'update delete',
  },
  devparameters: { name: 'DevParameters', columns: 'ID Name Value', deletes: '', operations: 'update delete' },
  doorproperty: { name: 'DoorProperty', columns: 'ID DevID Address Disable', deletes: '', operations: 'update delete' },
  doorparameters: { name: 'DoorParameters', columns: 'ID Name Value DevID', deletes: '', operations: 'update delete' },
  readerproperty: {
    name: 'ReaderProperty',
    columns: 'ID DoorID Type Address IPAddress Port MAC InOut Disable VerifyType Multicast DevID OfflineRefuse',
    deletes: '',
    operations: 'update delete',
  },
  readerparameters: {
    name: 'ReaderParameters',
    columns: 'ID DevID Name Value',
    deletes: '',
    operations: 'update delete',
  },
  readerparameter: {
    name: 'ReaderParameter',
    columns: 'ReaderID Name Value',
    deletes: 'ReaderID|ReaderID Name',
    operations: 'update delete',
  },
  auxin: {
    name: 'AuxIn',
    columns: 'ID DevID Address Disable ExtBoardID InputType InputMode SupervisedResistor',
    deletes: '',
    operations: 'update delete',
  },
  auxout: { name: 'AuxOut', columns: 'ID DevID Address Disable', deletes: '', operations: 'update delete' },
  defaultwgformat: {
    name: 'DefaultWGFormat',
    columns: 'ID CardBit SiteCode FormatName CardFormat',
    deletes: 'ID|CardBit',
    operations: 'update delete',
  },
  wgformat: {
    name: 'WGFormat',
    columns: 'ID CardBit SiteCode FormatName CardFormat ExtSiteCode ExtParityFormat IsDefault',
    deletes: 'ID|CardBit',
    operations: 'update delete',
  },
  readerwgformat: {
    name: 'ReaderWGFormat',
    columns: 'ReaderID DevID WGFormatID ParityVerifyDisable ReversalType',
    deletes: 'ReaderID|DevID',
    operations: 'update delete',
  },
  inputiosetting: {
    name: 'InputIOSetting',
    columns: 'Number InType TimeZoneId DevID',
    deletes: '',
    operations: 'update delete',
  },
  difftimezonevs: {
    name: 'DiffTimezoneVS',
    columns: `TimezoneID ${days.flatMap((day) => [1, 2, 3].map((slot) => `${day}Time${slot} ${day}Time${slot}VSUser ${day}Time${slot}VSDoor`)).join(' ')}`,
    deletes: 'TimezoneID',
    operations: 'update delete',
  },
  doorvstimezone: {
    name: 'DoorVSTimezone',
    columns: 'DoorID TimezoneID DevID',
    deletes: 'DoorID',
    operations: 'update delete',
  },
  personalvstimezone: {
    name: 'PersonalVSTimezone',
    columns: 'PIN DoorID TimezoneID DevID',
    deletes: 'PIN|PIN DoorID',
    operations: 'update delete',
  },
  superauthorize: { name: 'SuperAuthorize', columns: 'Pin DoorID DevID', deletes: 'Pin', operations: 'update delete' },
  biophoto: {
    name: 'biophoto',
    columns: 'PIN Type No Index Size Content Format Url PostBackTmpFlag',
    deletes: 'PIN Type',
    operations: 'update delete count query upload',
    reported: 'filename',
  },
  userpic: {
    name: 'userpic',
    columns: 'pin size format url content',
    deletes: 'pin',
    operations: 'update delete upload',
    reported: 'filename',
  },
  biodata: {
    name: 'biodata',
    columns: 'Pin No Index Valid Duress Type MajorVer MinorVer Format Tmp',
    deletes: 'Type|Type Pin No',
    operations: 'update delete count query upload',
  },
  usereleauthorize: {
    name: 'usereleauthorize',
    columns: 'Pin AuthorizeTimezoneId AuthorizeFloorId AuthorizeFloors DevID',
    deletes: 'Pin',
    operations: 'update delete',
  },
  extboardproperty: {
    name: 'ExtBoardProperty',
    columns: 'ExtBoardID DevID DevType BusType Address Disable',
    deletes: 'ExtBoardID',
    operations: 'update delete',
  },
  extboardrelationlist: {
    name: 'ExtBoardRelationList',
    columns: 'ExtBoardID ReactType EntityID SeqNo',
    deletes: 'ExtBoardID',
    operations: 'update delete',
  },
  gatepassrule: {
    name: 'gatepassrule',
    columns: `PasswayTimeZoneId ${days
      .slice(0, 7)
      .flatMap((day) => [1, 2, 3, 4, 5].map((slot) => `${day}Time${slot} ${day}PassMode${slot}`))
      .join(' ')}`,
    deletes: 'PasswayTimeZoneId',
    operations: 'update delete',
  },
  ntpserverlist: { name: 'ntpserverlist', columns: 'ServerAddress', deletes: '', operations: 'update delete' },
  contact_info: {
    name: 'contact_info',
    columns: 'ContactID Pin GroupName DisplayName PassCode',
    deletes: 'ContactID',
    operations: 'update delete',
  },
  contact_number_list: {
    name: 'contact_number_list',
    columns: 'ContactID NumType Number Priority PatternID',
    deletes: 'ContactID|ContactID NumType',
    operations: 'update delete',
  },
  contact_number_pattern_list: {
    name: 'contact_number_pattern_list',
    columns: 'PatternID Pattern Strip Prepend',
    deletes: 'PatternID',
    operations: 'update delete',
  },
  cambindinfo: {
    name: 'cambindinfo',
    columns: 'TargetType TargetID Chn DevID',
    deletes: 'TargetID|TargetType TargetID|TargetType TargetID Chn',
    operations: 'update delete',
  },
  triggerlist: {
    name: 'TriggerList',
    columns: 'TriggerListID Type DevID TriggerID',
    deletes: 'TriggerListID|Type',
    operations: 'update delete',
  },
  antipassback: {
    name: 'AntiPassBack',
    columns: 'AntiPassBackID PTriggerListID TTriggerListID',
    deletes: 'AntiPassBackID',
    operations: 'update delete',
  },
  interlock: {
    name: 'InterLock',
    columns: 'InterLockID PTriggerListID TTriggerListID',
    deletes: 'InterLockID',
    operations: 'update delete',
  },
  deviceauthorize: {
    name: 'DeviceAuthorize',
    columns: 'SN IsAuthorize',
    deletes: 'SN',
    operations: 'update delete upload',
    reported: 'Online AuthorizeInfo RegisterInfo',
  },
  transaction: {
    name: 'transaction',
    columns:
      'cardno pin verified doorid eventtype inoutstate time_second index sitecode devid sn maskflag temperature convtemperature',
    deletes: '',
    operations: 'delete count query',
  },
  errorlog: {
    name: 'errorlog',
    columns: 'errcode errmsg dataorigin cmdid additional',
    deletes: '',
    operations: 'upload',
  },
  attphoto: { name: 'ATTPHOTO', columns: 'pin sn size photo', deletes: '', operations: 'upload' },
  aplist: { name: 'APList', columns: 'ecn ssid rssi mac', deletes: '', operations: 'query' },
  readerproperty64: {
    name: 'ReaderProperty',
    columns: 'ReaderID DoorID BusType InOut Address Disable',
    deletes: 'ReaderID',
    operations: 'update delete',
  },
  rtlog: {
    name: 'rtlog',
    columns:
      'time pin cardno sitecode linkid eventaddr event inoutstatus verifytype index maskflag temperature convtemperature bitCount Alarmtype',
    deletes: '',
    operations: 'upload',
  },
  rtstate: { name: 'rtstate', columns: 'time sensor relay alarm', deletes: '', operations: 'upload' },
  irstate: {
    name: 'irstate',
    columns: 'irstate irsensecount incount outcount alarmcount runcount',
    deletes: '',
    operations: 'upload',
  },
  linkphotoinfo: {
    name: 'linkphotoinfo',
    columns: 'LogIndex PhotoInfo LinkVideo PhotoData',
    deletes: '',
    operations: 'upload',
  },
  testdata: { name: 'testdata', columns: 'type bitscount bits sn', deletes: '', operations: 'upload' },
  enrollinfodata: { name: 'EnrollInfoData', columns: 'TYPE PIN TMP', deletes: '', operations: 'upload' },
  enrollbiodata: {
    name: 'BioData',
    columns: 'TYPE PIN NO INDEX MAJOR_VER MINOR_VER TMP BIOPHOTO',
    deletes: '',
    operations: 'upload',
  },
  authtype: {
    name: 'AuthType',
    columns: 'time pin cardno addrtype eventaddr event inoutstatus verifytype',
    deletes: '',
    operations: 'upload',
  },
};
