// Made from openapi/admin.json by `npm run openapi`; not edited by hand.

export type AccessLevelBody = {
  /** Name, one of its kind */
  "name": string;
  /** Time zone; left out = always */
  "timeZoneId"?: number;
  /** Code of its area */
  "areaCode"?: string;
  /** An id of your own; left out = made for you */
  "id"?: string;
  /** Its doors, all of them */
  "doorIds"?: string[];
};

export type AccessLevelPatch = {
  /** Name, one of its kind */
  "name"?: string;
  /** Time zone; left out = always */
  "timeZoneId"?: number;
  /** Code of its area */
  "areaCode"?: string;
  /** Its doors, all of them */
  "doorIds"?: string[];
};

export type AccessLevelView = {
  /** Id */
  "id": string;
  /** Name */
  "name": string;
  /** Time zone; 1 = always */
  "timeZoneId": number;
  /** Code of its area */
  "areaCode": string;
  /** How many doors it leads to */
  "doorCount": number;
  /** How many people have it */
  "personCount": number;
  /** Why it opens nothing: it leads nowhere, nobody has it, its time zone is never open */
  "warnings": ("noPlaces" | "noPeople" | "noHours")[];
  /** What gives it to people by itself */
  "usedBy": LevelUseView[];
  /** When it was changed last: its version, for If-Match */
  "updatedAt": string;
  /** Its doors, all of them */
  "doorIds": string[];
};

export type AccountBody = {
  /** Its number at the tills; left out = the pin */
  "accountNo"?: string;
  /** Kind of account, a number of the tills */
  "accountType"?: number;
  /** The same in words */
  "kindName"?: string;
  /** Whether it may pay; left out = it may */
  "enabled"?: boolean;
  /** Whether it is a member’s */
  "member"?: boolean;
  /** Serial number of the account at the tills */
  "serialNo"?: number;
  /** Money that is left, in the smallest unit */
  "moneyWallet"?: number;
  /** Allowance that is left */
  "allowanceWallet"?: number;
  /** When these were read, by the clock of the site; left out = now. Records up to then do not move them */
  "balanceTime"?: string;
  /** Whose it is: person number */
  "pin": string;
};

export type AccountPutBody = {
  /** Its number at the tills; left out = the pin */
  "accountNo"?: string;
  /** Kind of account, a number of the tills */
  "accountType"?: number;
  /** The same in words */
  "kindName"?: string;
  /** Whether it may pay; left out = it may */
  "enabled"?: boolean;
  /** Whether it is a member’s */
  "member"?: boolean;
  /** Serial number of the account at the tills */
  "serialNo"?: number;
  /** Money that is left, in the smallest unit */
  "moneyWallet"?: number;
  /** Allowance that is left */
  "allowanceWallet"?: number;
  /** When these were read, by the clock of the site; left out = now. Records up to then do not move them */
  "balanceTime"?: string;
};

export type AccountView = {
  /** Whose it is: person number */
  "pin": string;
  /** First name */
  "name": string;
  /** Last name */
  "lastName": string;
  /** Code of the department */
  "deptCode": string;
  /** Name of the department */
  "deptName": string;
  /** Its number at the tills */
  "accountNo": string;
  /** Kind of account, a number of the tills */
  "accountType": number;
  /** The same in words */
  "kindName": string;
  /** Whether it may pay */
  "enabled": boolean;
  /** Whether it is a member’s */
  "member": boolean;
  /** Serial number of the account at the tills */
  "serialNo": number;
  /** Number of its last record */
  "recordSerialNo": number;
  /** Money and allowance, in the smallest unit */
  "balance": number;
  /** Money that is left */
  "moneyWallet": number;
  /** Allowance that is left */
  "allowanceWallet": number;
  /** When the balance was brought in last; null = it is the sum of the records */
  "balanceTime": string | null;
  /** When it was changed last */
  "changedAt": string;
};

export type AccountsBody = {
  /** Accounts */
  "items": AccountBody[];
};

export type AckBody = {
  /** These alarms */
  "ids": string[];
  /** What it was */
  "outcome": "real" | "false" | "technical" | "drill";
  /** What was found */
  "note"?: string;
};

export type AckView = {
  /** Who */
  "by": string;
  /** When */
  "at": string;
  /** What it was */
  "outcome": "real" | "false" | "technical" | "drill";
  /** What was found */
  "note": string;
};

export type AckedAlarmsView = {
  /** One for each alarm */
  "items": AckedView[];
};

export type AckedView = {
  /** The alarm */
  "id": string;
  /** already: somebody did it before */
  "result": "acked" | "already" | "notFound";
  /** Who, when and what; null where there is no such alarm */
  "ack": AckView | null;
};

export type AdmitBody = {
  /** Address of the newcomer that is the device */
  "address": string;
  /** The device keeps its other addresses as well; left out = false */
  "keep"?: boolean;
};

export type AlarmKindPatch = {
  /** 1 is the most urgent */
  "priority"?: number;
  /** What to do about it */
  "instruction"?: string;
  /** The console is heard */
  "sound"?: boolean;
  /** No alarm of this kind is raised */
  "off"?: boolean;
};

export type AlarmKindView = {
  /** The kind */
  "kind": "duress" | "burglary" | "panic" | "medical" | "fire" | "forced" | "technical" | "tamper" | "heldOpen" | "offline" | "mains" | "battery" | "camera" | "part" | "line" | "network" | "invalidCard" | "elevator" | "capacity" | "sync" | "clock" | "holdNotEnded" | "other";
  /** 1 is the most urgent */
  "priority": number;
  /** What to do about it */
  "instruction": string;
  /** The console is heard */
  "sound": boolean;
  /** No alarm of this kind is raised */
  "off": boolean;
};

export type AlarmKindsView = {
  /** All kinds */
  "items": AlarmKindView[];
};

export type AlarmNoteView = {
  /** Who */
  "by": string;
  /** When */
  "at": string;
  /** What is to be known */
  "note": string;
};

export type AlarmSummaryView = {
  /** Nobody has acknowledged them, and their cause lasts */
  "unacked": number;
  /** Acknowledged, and their cause lasts */
  "acked": number;
  /** Nobody has acknowledged them, and their cause is over */
  "cleared": number;
  /** Put aside */
  "shelved": number;
  /** Those that nobody has acknowledged, by priority */
  "byPriority": PriorityCountView[];
  /** Raised in the last ten minutes */
  "recent": number;
  /** More than ten in ten minutes: nobody can look at each */
  "flood": boolean;
};

export type AlarmView = {
  /** Id */
  "id": string;
  /** What it is about */
  "kind": "duress" | "burglary" | "panic" | "medical" | "fire" | "forced" | "technical" | "tamper" | "heldOpen" | "offline" | "mains" | "battery" | "camera" | "part" | "line" | "network" | "invalidCard" | "elevator" | "capacity" | "sync" | "clock" | "holdNotEnded" | "other";
  /** The event code of the last time; the kind where no event raised it */
  "code": string;
  /** eventNo; contactId, name, partition, partitionName, point, pointName of an intrusion panel; failed: rows that the device refuses; seconds: how wrong its clock was */
  "params": Record<string, unknown>;
  /** 1 is the most urgent */
  "priority": number;
  /** Where it is in its life */
  "state": "unacked" | "acked" | "cleared" | "shelved" | "closed";
  /** Serial number of the device; empty for an intrusion panel */
  "sn": string;
  /** Name of the device, or of the panel; null where it was deleted */
  "deviceName": string | null;
  /** The intrusion panel; null where a device raised it */
  "intrusionPanelId": string | null;
  /** The door */
  "doorId": string | null;
  /** Name of the door */
  "doorName": string | null;
  /** The last event */
  "eventId": string | null;
  /** How often it happened */
  "count": number;
  /** The first time */
  "firstAt": string;
  /** The last time */
  "lastAt": string;
  /** Whether the cause lasts */
  "active": boolean;
  /** Who has seen to it; null = nobody */
  "ack": AckView | null;
  /** Out of sight until then */
  "shelvedUntil": string | null;
  /** Who put it aside */
  "shelvedBy": string | null;
  /** Why it was put aside */
  "shelveReason": string | null;
  /** What was noted, oldest first */
  "notes": AlarmNoteView[];
  /** What to do about this kind */
  "instruction": string;
  /** The console is heard */
  "sound": boolean;
};

export type AntiPassbackRuleBody = {
  /** An id of your own; left out = made for you */
  "id"?: string;
  /** Name */
  "name"?: string;
  /** Serial number of its device */
  "sn": string;
  /** What from and to name */
  "type": "door" | "reader";
  /** Numbers on the device: who comes by one of these ... */
  "from": number[];
  /** ... passes one of these before coming by the former again */
  "to": number[];
};

export type AntiPassbackRulePatch = {
  /** Name */
  "name"?: string;
  /** Serial number of its device */
  "sn"?: string;
  /** What from and to name */
  "type"?: "door" | "reader";
  /** Numbers on the device: who comes by one of these ... */
  "from"?: number[];
  /** ... passes one of these before coming by the former again */
  "to"?: number[];
};

export type AntiPassbackRuleView = {
  /** Name */
  "name"?: string;
  /** Serial number of its device */
  "sn": string;
  /** What from and to name */
  "type": "door" | "reader";
  /** Numbers on the device: who comes by one of these ... */
  "from": number[];
  /** ... passes one of these before coming by the former again */
  "to": number[];
  /** Id */
  "id": string;
  /** Its number on the devices, where it has one */
  "number"?: number;
  /** How far its devices are; not in lists */
  "devices"?: RuleDeviceView[];
  /** When it was changed last: its version, for If-Match */
  "updatedAt": string;
};

export type ApiTokenBody = {
  /** Name, for the audit log */
  "name": string;
  /** Resources it opens, by the word behind /api, such as person; none = all of /api; admin = the admin API; admin:parking/records = that part of the admin API */
  "scopes"?: string[];
  /** When it ends, not before now; null = never; absent = with the token that makes it */
  "expiresAt"?: string | null;
  /** Networks it may be used from; none = everywhere; absent = as the token that makes it */
  "allowedCidrs"?: string[];
  /** What its client needs beyond the manual; null takes a switch away, and what is left out is as the manual says: `unknownLevels` (refuse | ignore): accLevelIds that do not exist: the call is refused (-24), or they are left out. Needed by clients that send "1" for the general level to every install. `doorState` (object | array): door/doorStateById and door/doorStateBySn answer one object; or always an array. There the sensor is a number, in door/allDoorState as well: 0 no sensor, 1 closed, 2 open, -1 unknown. Needed by hotel software that reads data[0] and compares sensor with "1" and "2". `parkRecords` (page | array): v2/parkTransaction/listParkRecordin and listParkRecordout answer a page (v1.2), or an array (v1.1). Needed by parking software written against v1.1, which prints the array under the path with v2. `posRecords` (page | array): transaction/listPosTransaction answers a page, or the records of the page as an array. Needed by canteen software that reads data[0].balance, as servers in use answer it. `eventNames` (server | protocol): eventName and verifyModeName in the words of the vendor's server, or in those of the device protocol. Needed by clients that were written against earlier versions of Postern, or against a list of the protocol. `certTypes` (strict | any): certType of a visitor is one of the kinds that the manual lists (else -250), or any number or word. Needed by reception software that numbers kinds of documents its own way. `uniqueEmail` (off | on): a mail address may be that of several people, or of one alone (else -71). Needed by clients that find people by their mail address and rely on a refusal of the second. `qrFormat` (site | card | vendor): getQrCode answers with the kind of code that the site has chosen, with a card number, or with the vendor's 2#.... Needed by clients that draw the code for readers of one kind at a site with both kinds. `templates` (add | edit): bioTemplate/add refuses a finger that is there already (-31, v1.1), or replaces it (v1.2). Needed by clients written against v1.2, which enrol a finger again without deleting it first. */
  "compatibility"?: {
    /** accLevelIds that do not exist: the call is refused (-24), or they are left out */
    "unknownLevels"?: ("refuse" | "ignore") | null;
    /** door/doorStateById and door/doorStateBySn answer one object; or always an array. There the sensor is a number, in door/allDoorState as well: 0 no sensor, 1 closed, 2 open, -1 unknown */
    "doorState"?: ("object" | "array") | null;
    /** v2/parkTransaction/listParkRecordin and listParkRecordout answer a page (v1.2), or an array (v1.1) */
    "parkRecords"?: ("page" | "array") | null;
    /** transaction/listPosTransaction answers a page, or the records of the page as an array */
    "posRecords"?: ("page" | "array") | null;
    /** eventName and verifyModeName in the words of the vendor's server, or in those of the device protocol */
    "eventNames"?: ("server" | "protocol") | null;
    /** certType of a visitor is one of the kinds that the manual lists (else -250), or any number or word */
    "certTypes"?: ("strict" | "any") | null;
    /** a mail address may be that of several people, or of one alone (else -71) */
    "uniqueEmail"?: ("off" | "on") | null;
    /** getQrCode answers with the kind of code that the site has chosen, with a card number, or with the vendor's 2#... */
    "qrFormat"?: ("site" | "card" | "vendor") | null;
    /** bioTemplate/add refuses a finger that is there already (-31, v1.1), or replaces it (v1.2) */
    "templates"?: ("add" | "edit") | null;
  };
  /** The token, where its client has one already; absent = a new one is made */
  "token"?: string;
};

export type ApiTokenPatch = {
  /** Name, for the audit log */
  "name"?: string;
  /** When it ends, not before now; null = never */
  "expiresAt"?: string | null;
  /** What its client needs beyond the manual; null takes a switch away, and what is left out is as the manual says: `unknownLevels` (refuse | ignore): accLevelIds that do not exist: the call is refused (-24), or they are left out. Needed by clients that send "1" for the general level to every install. `doorState` (object | array): door/doorStateById and door/doorStateBySn answer one object; or always an array. There the sensor is a number, in door/allDoorState as well: 0 no sensor, 1 closed, 2 open, -1 unknown. Needed by hotel software that reads data[0] and compares sensor with "1" and "2". `parkRecords` (page | array): v2/parkTransaction/listParkRecordin and listParkRecordout answer a page (v1.2), or an array (v1.1). Needed by parking software written against v1.1, which prints the array under the path with v2. `posRecords` (page | array): transaction/listPosTransaction answers a page, or the records of the page as an array. Needed by canteen software that reads data[0].balance, as servers in use answer it. `eventNames` (server | protocol): eventName and verifyModeName in the words of the vendor's server, or in those of the device protocol. Needed by clients that were written against earlier versions of Postern, or against a list of the protocol. `certTypes` (strict | any): certType of a visitor is one of the kinds that the manual lists (else -250), or any number or word. Needed by reception software that numbers kinds of documents its own way. `uniqueEmail` (off | on): a mail address may be that of several people, or of one alone (else -71). Needed by clients that find people by their mail address and rely on a refusal of the second. `qrFormat` (site | card | vendor): getQrCode answers with the kind of code that the site has chosen, with a card number, or with the vendor's 2#.... Needed by clients that draw the code for readers of one kind at a site with both kinds. `templates` (add | edit): bioTemplate/add refuses a finger that is there already (-31, v1.1), or replaces it (v1.2). Needed by clients written against v1.2, which enrol a finger again without deleting it first. */
  "compatibility"?: {
    /** accLevelIds that do not exist: the call is refused (-24), or they are left out */
    "unknownLevels"?: ("refuse" | "ignore") | null;
    /** door/doorStateById and door/doorStateBySn answer one object; or always an array. There the sensor is a number, in door/allDoorState as well: 0 no sensor, 1 closed, 2 open, -1 unknown */
    "doorState"?: ("object" | "array") | null;
    /** v2/parkTransaction/listParkRecordin and listParkRecordout answer a page (v1.2), or an array (v1.1) */
    "parkRecords"?: ("page" | "array") | null;
    /** transaction/listPosTransaction answers a page, or the records of the page as an array */
    "posRecords"?: ("page" | "array") | null;
    /** eventName and verifyModeName in the words of the vendor's server, or in those of the device protocol */
    "eventNames"?: ("server" | "protocol") | null;
    /** certType of a visitor is one of the kinds that the manual lists (else -250), or any number or word */
    "certTypes"?: ("strict" | "any") | null;
    /** a mail address may be that of several people, or of one alone (else -71) */
    "uniqueEmail"?: ("off" | "on") | null;
    /** getQrCode answers with the kind of code that the site has chosen, with a card number, or with the vendor's 2#... */
    "qrFormat"?: ("site" | "card" | "vendor") | null;
    /** bioTemplate/add refuses a finger that is there already (-31, v1.1), or replaces it (v1.2) */
    "templates"?: ("add" | "edit") | null;
  };
};

export type ApiTokenView = {
  /** Id */
  "id": string;
  /** Name */
  "name": string;
  /** Resources it opens */
  "scopes": string[];
  /** Networks it may be used from */
  "allowedCidrs": string[];
  /** How the facade answers its client: every switch */
  "compatibility"?: {
    /** accLevelIds that do not exist: the call is refused (-24), or they are left out */
    "unknownLevels": "refuse" | "ignore";
    /** door/doorStateById and door/doorStateBySn answer one object; or always an array. There the sensor is a number, in door/allDoorState as well: 0 no sensor, 1 closed, 2 open, -1 unknown */
    "doorState": "object" | "array";
    /** v2/parkTransaction/listParkRecordin and listParkRecordout answer a page (v1.2), or an array (v1.1) */
    "parkRecords": "page" | "array";
    /** transaction/listPosTransaction answers a page, or the records of the page as an array */
    "posRecords": "page" | "array";
    /** eventName and verifyModeName in the words of the vendor's server, or in those of the device protocol */
    "eventNames": "server" | "protocol";
    /** certType of a visitor is one of the kinds that the manual lists (else -250), or any number or word */
    "certTypes": "strict" | "any";
    /** a mail address may be that of several people, or of one alone (else -71) */
    "uniqueEmail": "off" | "on";
    /** getQrCode answers with the kind of code that the site has chosen, with a card number, or with the vendor's 2#... */
    "qrFormat": "site" | "card" | "vendor";
    /** bioTemplate/add refuses a finger that is there already (-31, v1.1), or replaces it (v1.2) */
    "templates": "add" | "edit";
  };
  /** When it ends */
  "expiresAt": string | null;
  /** Made at */
  "createdAt": string;
  /** Last request that it was right for, to the minute */
  "lastUsedAt": string | null;
  /** When it was changed last: its version, for If-Match */
  "updatedAt": string;
};

export type ApplicationBody = {
  /** A forgotten punch, overtime, or leave */
  "kind": "sign" | "overtime" | "leave";
  /** Of this person */
  "pin": string;
  /** When the punch was, or the work or leave begins */
  "startTime": string;
  /** When it ends; not of a punch */
  "endTime"?: string;
  /** Number of the leave type; of leave alone */
  "leaveTypeNo"?: string;
  /** Remark */
  "remark"?: string;
};

export type ApplicationView = {
  /** Id */
  "id": string;
  /** A forgotten punch, overtime, or leave */
  "kind": "sign" | "overtime" | "leave";
  /** Who asks */
  "pin": string;
  /** First name, as it was then */
  "name": string;
  /** Last name */
  "lastName": string;
  /** Code of the department */
  "deptCode": string;
  /** Its name */
  "deptName": string;
  /** When the punch was, or the work or leave begins: yyyy-MM-dd HH:mm:ss */
  "startTime": string;
  /** When it ends; null for a punch */
  "endTime": string | null;
  /** Number of the leave type */
  "leaveTypeNo": string | null;
  /** Remark of the person */
  "remark": string;
  /** Path of a picture; GET it with a token */
  "leaveImagePath": string;
  /** The state */
  "state": "pending" | "approved" | "rejected";
  /** Who decided; null while nobody has */
  "decidedBy": string | null;
  /** When */
  "decidedAt": string | null;
  /** The remark of the decision */
  "comment": string;
  /** When it was asked */
  "createdAt": string;
};

export type ApproveBody = {
  /** What becomes of the users the panel already holds; left out = keep */
  "existing"?: "keep" | "clear" | "import";
};

export type AreaBody = {
  /** Code */
  "code": string;
  /** Name */
  "name": string;
  /** Code of the area above; null = at the top */
  "parentCode"?: string | null;
  /** Codes of the areas from whose devices its terminals take templates and photos that those have learnt; none = from nobody, null = from every device that knows the person */
  "learnsFrom"?: string[] | null;
  /** An id of your own; left out = made for you */
  "id"?: string;
};

export type AreaMemberView = {
  /** Pin */
  "pin": string;
  /** First name */
  "name": string;
  /** Last name */
  "lastName": string;
};

export type AreaPatch = {
  /** Name */
  "name"?: string;
  /** Code of the area above; null = at the top */
  "parentCode"?: string | null;
  /** Codes of the areas from whose devices its terminals take templates and photos that those have learnt; none = from nobody, null = from every device that knows the person */
  "learnsFrom"?: string[] | null;
};

export type AreaView = {
  /** Id */
  "id": string;
  /** Code */
  "code": string;
  /** Name */
  "name": string;
  /** Code of the area above */
  "parentCode": string | null;
  /** Codes of the areas from whose devices its terminals take templates and photos that those have learnt; none = from nobody, null = from every device that knows the person */
  "learnsFrom": string[] | null;
  /** When it was changed last: its version, for If-Match */
  "updatedAt": string;
};

export type ArrivalBody = {
  /** Begins then; `now` for who comes early; left out = as reserved */
  "startTime"?: string;
  /** Card for the visit, decimal */
  "cardNo"?: string;
  /** Visitor levels; without any those that every visitor gets */
  "levelIds"?: string[];
  /** Number of visitors */
  "visitorCount"?: number;
  /** Photo of the face, JPEG or PNG in base64 */
  "facePhoto"?: string;
};

export type AsideView = {
  /** Names it in take-over and dismiss */
  "id": string;
  /** Whom the device means */
  "pin": string;
  /** What it reports: an unknown user, or a value that differs from that of the person */
  "part": "person" | "name" | "card" | "password" | "template" | "photo";
  /** Whether there is a person of that pin */
  "isPerson": boolean;
  /** The name, if it reports one */
  "name": string;
  /** The card in decimal, if it reports one */
  "cardNo": string;
  /** Type of the template or photo */
  "bioType": number | null;
  /** Which finger, hand or eye */
  "no": number | null;
  /** Part of a template of several */
  "index": number | null;
  /** Major version of the algorithm */
  "majorVer": string | null;
  /** Time of the last report */
  "reportedAt": string;
};

export type AttendancePersonPatch = {
  /** Whether the working time of the person is recorded */
  "isAttendance"?: boolean;
  /** Role at attendance terminals: 0 user, 2 registrar, 6 administrator, 14 super; null = as everywhere */
  "privilege"?: (0 | 2 | 6 | 14) | null;
  /** How the person verifies there (appendix 3); null = as everywhere */
  "verifyMode"?: number | null;
};

export type AttendancePersonView = {
  /** Pin */
  "pin": string;
  /** Whether the working time of the person is recorded */
  "isAttendance": boolean;
  /** Role at attendance terminals; null = as everywhere */
  "privilege": number | null;
  /** How the person verifies there; null = as everywhere */
  "verifyMode": number | null;
};

export type AttentionFixView = {
  /** What it does */
  "code": "approve" | "sync" | "closeDoor";
  /** Method */
  "method": string;
  /** Path below /admin/v1 */
  "path": string;
  /** Body */
  "body": Record<string, unknown>;
};

export type AttentionItemView = {
  /** alarm, pending, offline, rowsRefused, holdNotEnded, firstPassword, webhookDisabled, or warning- with the code of a warning */
  "code": string;
  /** sn, deviceName, doorId, doorName, count, kind, name: as far as the code has them */
  "params": Record<string, unknown>;
  /** How bad it is */
  "severity": "bad" | "warning" | "news";
  /** Since when; null where it is not known */
  "since": string | null;
  /** Page of the console; null where there is none for you */
  "link": string | null;
  /** The call that mends it; null where there is none, or where you may not */
  "fix": AttentionFixView | null;
};

export type AttentionView = {
  /** What needs somebody now, the worst first */
  "items": AttentionItemView[];
  /** How much there is; the list has 200 at most */
  "total": number;
};

export type AuditView = {
  /** Number of the row */
  "seq": number;
  /** When */
  "at": string;
  /** Who */
  "actor": string;
  /** From which address */
  "address": string;
  /** What: method and path */
  "action": string;
  /** On what: persons/1001 */
  "object": string;
  /** Parameters, secrets left out */
  "detail": Record<string, unknown>;
  /** What is not as it was, before; null where that is not known */
  "before": Record<string, unknown> | null;
  /** The same, after */
  "after": Record<string, unknown> | null;
  /** Link of the chain; null for a second after it was written */
  "hash": string | null;
};

export type AuthorizeBody = {
  /** true lets it in, in the two steps that this takes; false sends it away */
  "authorized": boolean;
};

export type AuxActionsBody = {
  /** Seconds to wait for the answers of the devices */
  "wait"?: number;
  /** All in this area and the areas in it */
  "areaCode"?: string;
  /** All there are */
  "all"?: boolean;
  /** open: seconds until it closes again */
  "seconds"?: number;
  /** These auxiliary outputs */
  "auxOutputIds"?: string[];
  /** The action */
  "action": "open" | "close" | "normalOpen";
};

export type AuxAnswerView = {
  /** Name */
  "name": string | null;
  /** Serial number of its device */
  "sn": string | null;
  /** The command that decides; several doors of a device may share one */
  "commandId": number | null;
  /** The state of the command; refused = nothing was sent */
  "status": "refused" | "queued" | "sent" | "done" | "failed" | "unanswered" | "expired" | "cancelled";
  /** Why nothing was sent */
  "reason": ("notFound" | "offline" | "disabled" | "unsupported") | null;
  /** The device's return code */
  "returnCode": number | null;
  /** What the code means */
  "returnMeaning": string | null;
  /** The auxiliary output */
  "auxOutputId": string;
};

export type AuxAnswersView = {
  /** One for each output */
  "items": AuxAnswerView[];
};

export type AuxInputPatch = {
  /** Name */
  "name"?: string;
  /** Settings by name; null takes one away, one that is not named stays */
  "settings"?: {
    /** its contact: a whole number from 1 to 255 */
    "address"?: unknown;
    /** it does not work: true or false */
    "disabled"?: unknown;
    /** number of its expansion board: a whole number from 0 to 255 */
    "extBoardId"?: unknown;
    /** when it counts: one of 0 none, 1 normallyOpen, 2 normallyClosed */
    "inputType"?: unknown;
    /** its line: one of 0 normal, 1 supervised */
    "inputMode"?: unknown;
    /** resistor of its line: one of 1 1.2K, 2 2.2K, 3 4.7K, 4 10K */
    "supervisedResistor"?: unknown;
  };
};

export type AuxOutputPatch = {
  /** Name */
  "name"?: string;
  /** Settings by name; null takes one away, one that is not named stays */
  "settings"?: {
    /** its relay: a whole number from 1 to 255 */
    "address"?: unknown;
    /** it does not work: true or false */
    "disabled"?: unknown;
  };
};

export type AuxOutputView = {
  /** Id */
  "id": string;
  /** Name */
  "name": string;
  /** Serial number of its device */
  "sn": string;
  /** Its number there, from 1 */
  "number": number;
  /** Settings by name */
  "settings": Record<string, unknown>;
  /** When it was changed last: its version, for If-Match */
  "updatedAt": string;
  /** Whether it is switched on, as far as that is known */
  "state": OutputStateView;
};

export type AuxView = {
  /** Id */
  "id": string;
  /** Name */
  "name": string;
  /** Serial number of its device */
  "sn": string;
  /** Its number there, from 1 */
  "number": number;
  /** Settings by name */
  "settings": Record<string, unknown>;
  /** When it was changed last: its version, for If-Match */
  "updatedAt": string;
};

export type BackupBody = {
  /** Whoever knows it can read the file */
  "passphrase": string;
  /** One backup is made at a time: how many seconds to wait for another one to end; left out = 60 */
  "wait"?: number;
};

export type BackupCheckView = {
  /** The file is whole and can be read with that passphrase */
  "ok": boolean;
  /** Why it is not */
  "reason": string | null;
  /** When the backup was made */
  "at": string | null;
  /** By which version */
  "version": string | null;
  /** How many tables it has */
  "tables": number | null;
  /** How many rows */
  "rows": number | null;
};

export type BackupListView = {
  /** Backups and rehearsals, newest first, the last hundred */
  "items": BackupRunView[];
  /** The last good one */
  "lastGood": BackupRunView | null;
};

export type BackupRunView = {
  /** Its number */
  "id": number;
  /** Made, or restored for a trial */
  "kind": "backup" | "rehearsal";
  /** When it was begun */
  "startedAt": string;
  /** When it ended; null = it has not */
  "finishedAt": string | null;
  /** Whether it is good; null = it has not ended */
  "ok": boolean | null;
  /** The file; a name without a folder was downloaded */
  "file": string | null;
  /** Its size */
  "bytes": number | null;
  /** What went wrong */
  "message": string | null;
};

export type BackupScheduleBody = {
  /** The time of day at which a backup is made, in the zone of the site; null = none is made by itself */
  "at": string | null;
  /** How many files stay; left out = as it was */
  "keep"?: KeepBody;
  /** The folder of the files on the server; left out = as it was, null = backups in DATA_DIR */
  "dir"?: string | null;
  /** The public key of age that may read the files; its private half is not on this server; left out = as it was */
  "recipient"?: string;
};

export type BackupStateView = {
  /** The time of day at which a backup is made, in the zone of the site; null = none is made by itself */
  "at": string | null;
  /** The folder of the files on the server */
  "dir": string;
  /** The public key of age that may read the files; its private half is not on this server */
  "recipient": string | null;
  /** How many files stay */
  "keep": KeepView;
  /** The last good backup */
  "lastBackup": BackupRunView | null;
  /** The last rehearsal that succeeded */
  "lastRehearsal": BackupRunView | null;
  /** Devices are given nothing because the database was restored; null = all are given what they lack */
  "restored": RestoredView | null;
};

export type BadLink = {
  /** Number of the row; null where it is missing */
  "seq": number | null;
  /** Place in the chain */
  "chain": number;
  /** What is wrong */
  "why": string;
};

export type BadgeBody = {
  /** Millimetres of the label, width by height; a6 = 105x148 */
  "size"?: "62x100" | "54x86" | "a6";
  /** With the photo of the visitor */
  "photo"?: boolean;
  /** With the QR code by which they leave */
  "qr"?: boolean;
};

export type BadgeView = {
  /** Millimetres of the label, width by height; a6 = 105x148 */
  "size": "62x100" | "54x86" | "a6";
  /** With the photo of the visitor */
  "photo": boolean;
  /** With the QR code by which they leave */
  "qr": boolean;
};

export type BioTemplateView = {
  /** Id */
  "id": string;
  /** template, or the comparison photo that one is made from */
  "kind": "template" | "photo";
  /** 1 finger, 2 near-infrared face, 7 finger vein, 8 palm, 9 visible light face, 10 visible light palm */
  "bioType": number;
  /** Which finger (0 to 9, from the left little one), hand or eye; 0 for faces */
  "no": number;
  /** Number among those of the same part of the body */
  "index": number;
  /** Major version of the algorithm: only devices of the same one take it */
  "majorVer": string;
  /** Minor version */
  "minorVer": string;
  /** Of fingers: 0 ZK, 1 ISO, 2 ANSI */
  "format": number;
  /** Whether devices may use it */
  "valid": boolean;
  /** Used under duress */
  "duress": boolean;
  /** Characters of base64 */
  "size": number;
  /** The device that learnt it */
  "sourceSn": string | null;
  /** When */
  "learntAt": string;
};

export type BioTemplatesView = {
  /** Templates and comparison photos; their contents are given to devices only */
  "items": BioTemplateView[];
};

export type BlockBody = {
  /** Kind of the certificate: 2 national ID card, 3 passport, 4 driving licence ... 8 others */
  "certType": string;
  /** Number of the certificate */
  "certNumber": string;
  /** Whose it is */
  "name"?: string;
  /** Why */
  "reason"?: string;
};

export type BlockPatch = {
  /** Whose it is */
  "name"?: string;
  /** Why */
  "reason"?: string;
};

export type BlockView = {
  /** Id */
  "id": string;
  /** Kind of the certificate: 2 national ID card, 3 passport, 4 driving licence ... 8 others */
  "certType": string;
  /** Number of the certificate */
  "certNumber": string;
  /** Whose it is */
  "name": string;
  /** Why */
  "reason": string;
  /** Since */
  "createdAt": string;
  /** When it was changed last: its version, for If-Match */
  "updatedAt": string;
};

export type BoardPart = {
  /** What it is */
  "type": "door" | "auxIn" | "auxOut" | "reader";
  /** Its number on the device */
  "number": number;
  /** Its place on the board */
  "seqNo": number;
};

export type BodiesTakenView = {
  /** Fingers */
  "fingers": number;
  /** Persons who get a face */
  "faces": number;
  /** Palms, veins and the like */
  "others": number;
  /** Persons who get a photo, of their own or for comparison */
  "photos": number;
};

export type BulkFault = {
  /** For programs: missing, taken, notFound, type, length, range, format, choice, order, twice ... or invalid */
  "code": string;
  /** What the code speaks of: by, min, max, on, line */
  "params"?: Record<string, unknown>;
  /** What is wrong */
  "message": string;
  /** Pin */
  "pin": string;
  /** The field that it is about; empty where it is none */
  "field": string;
};

export type BulkPerson = {
  /** First name */
  "name"?: string;
  /** Last name */
  "lastName"?: string;
  /** Code of the department; empty = the default one */
  "deptCode"?: string;
  /** M or F */
  "gender"?: string;
  /** yyyy-MM-dd */
  "birthday"?: string | null;
  /** E-mail */
  "email"?: string;
  /** Telephone */
  "mobilePhone"?: string;
  /** Kind of identity document */
  "certType"?: string;
  /** Its number */
  "certNumber"?: string;
  /** Social security number */
  "ssn"?: string | null;
  /** Plates of cars with commas between them */
  "carPlate"?: string | null;
  /** Hired on, yyyy-MM-dd */
  "hireDate"?: string | null;
  /** Whether mails are sent */
  "isSendMail"?: boolean;
  /** Main card; empty = none */
  "cardNo"?: string;
  /** All further cards */
  "supplyCards"?: string[];
  /** Password at the keypad; empty = none */
  "personPwd"?: string;
  /** No access, whatever the levels */
  "isDisabled"?: boolean;
  /** Access from then on, by the clock of each device */
  "accStartTime"?: string | null;
  /** Access until then */
  "accEndTime"?: string | null;
  /** Role at a terminal: 0 user, 2 may enrol, 6 administrator, 10 as the terminal defines it, 14 super */
  "privilege"?: 0 | 2 | 6 | 10 | 14;
  /** Needs doors for longer */
  "extendedPass"?: boolean;
  /** A visitor, whom some panels forget at the end of the day */
  "temporary"?: boolean;
  /** A verification mode of their own (appendix 3); null = the door decides */
  "verifyMode"?: number | null;
  /** Access levels, all of them */
  "accLevelIds"?: string[];
  /** Pin */
  "pin": string;
  /** Areas whose attendance terminals know the person, by code, beside those that do */
  "areas"?: string[];
  /** Templates of the person */
  "templates"?: TemplateBody[];
  /** These templates and no others: what else there is goes first */
  "replaceTemplates"?: boolean;
};

export type BulkPersonsBody = {
  /** Persons, made or changed */
  "items": BulkPerson[];
};

export type BulkPersonsView = {
  /** Persons that were made */
  "added": number;
  /** Persons that were there, and were changed */
  "updated": number;
  /** Persons that were refused; nothing of them is kept */
  "errors": BulkFault[];
};

export type CameraAlarmBody = {
  /** What it is, as the camera calls it: webhooks and setPushSetting choose by it */
  "code": string;
  /** begin, or end when the cause is over; left out = begin */
  "state"?: "begin" | "end";
  /** What the camera says of it */
  "text"?: string;
  /** When, by the clock of the site; left out = now */
  "time"?: string;
};

export type CameraAlarmView = {
  /** The camera */
  "cameraId": string;
  /** The door that it sees; null where none is linked */
  "doorId": string | null;
  /** What it is */
  "code": string;
  /** begin or end */
  "state": "begin" | "end";
  /** What the camera says of it */
  "text": string;
  /** When it happened */
  "at": string;
};

export type CameraBindingBody = {
  /** An id of your own; left out = made for you */
  "id"?: string;
  /** Serial number of its device */
  "sn": string;
  /** What the cameras look at */
  "target": "reader" | "auxIn";
  /** Its number on the device */
  "number": number;
  /** Channels of the cameras */
  "channels": number[];
};

export type CameraBindingPatch = {
  /** Serial number of its device */
  "sn"?: string;
  /** What the cameras look at */
  "target"?: "reader" | "auxIn";
  /** Its number on the device */
  "number"?: number;
  /** Channels of the cameras */
  "channels"?: number[];
};

export type CameraBindingView = {
  /** Serial number of its device */
  "sn": string;
  /** What the cameras look at */
  "target": "reader" | "auxIn";
  /** Its number on the devices, where it has one */
  "number"?: number;
  /** Channels of the cameras */
  "channels": number[];
  /** Id */
  "id": string;
  /** How far its devices are; not in lists */
  "devices"?: RuleDeviceView[];
  /** When it was changed last: its version, for If-Match */
  "updatedAt": string;
};

export type CameraBody = {
  /** Number of its channel, from 1; left out = the next */
  "channel"?: number;
  /** Its kind, such as DOME or BULLET; left out = DOME */
  "type"?: string;
  /** Address of the main stream, or its path; null = as the make has it */
  "mainUri"?: string | null;
  /** Address of the sub stream, or its path; null = as the make has it */
  "subUri"?: string | null;
  /** Address of recordings, or its path, with {start} and {end}, and if need be {channel} and {stream}; null = as the make has it */
  "playbackUri"?: string | null;
  /** Address of a picture of what it sees now, or its path; null = as the make has it */
  "snapshotUri"?: string | null;
  /** Ids of the doors that it sees, all of them; doors outside of your areas are not shown, and stay */
  "doorIds"?: string[];
  /** Name */
  "name": string;
  /** Id of its recorder */
  "recorderId": string;
  /** An id of your own; left out = made for you */
  "id"?: string;
};

export type CameraPatch = {
  /** Number of its channel, from 1; left out = the next */
  "channel"?: number;
  /** Its kind, such as DOME or BULLET; left out = DOME */
  "type"?: string;
  /** Address of the main stream, or its path; null = as the make has it */
  "mainUri"?: string | null;
  /** Address of the sub stream, or its path; null = as the make has it */
  "subUri"?: string | null;
  /** Address of recordings, or its path, with {start} and {end}, and if need be {channel} and {stream}; null = as the make has it */
  "playbackUri"?: string | null;
  /** Address of a picture of what it sees now, or its path; null = as the make has it */
  "snapshotUri"?: string | null;
  /** Ids of the doors that it sees, all of them; doors outside of your areas are not shown, and stay */
  "doorIds"?: string[];
  /** Name */
  "name"?: string;
};

export type CameraView = {
  /** Id */
  "id": string;
  /** Name */
  "name": string;
  /** Id of its recorder */
  "recorderId": string;
  /** Number of its channel */
  "channel": number;
  /** Its kind */
  "type": string;
  /** Address of the main stream, or its path; null = as the make has it */
  "mainUri": string | null;
  /** Address of the sub stream, or its path; null = as the make has it */
  "subUri": string | null;
  /** Address of recordings, or its path, with {start} and {end}, and if need be {channel} and {stream}; null = as the make has it */
  "playbackUri": string | null;
  /** Address of a picture of what it sees now, or its path; null = as the make has it */
  "snapshotUri": string | null;
  /** Ids of the doors that it sees, all of them; doors outside of your areas are not shown, and stay */
  "doorIds": string[];
  /** When it was changed last: its version, for If-Match */
  "updatedAt": string;
};

export type CardView = {
  /** Card number, decimal */
  "cardNo": string;
  /** Whose it is */
  "pin": string;
  /** Whether it is the main card */
  "main": boolean;
  /** Lost: it opens no door until it is found */
  "lost": boolean;
};

export type ChainView = {
  /** Every row is as it was written, and none is missing */
  "ok": boolean;
  /** Rows found right */
  "checked": number;
  /** Place of the first row, where those before it were exported and removed (retention) */
  "from"?: number;
  /** Place of the first row whose link has a key; those before are of an older version */
  "keyedFrom": number;
  /** The first row that is not */
  "firstBad": BadLink | null;
};

export type ChangeBody = {
  /** Of the call */
  "method": "POST" | "PATCH" | "PUT" | "DELETE";
  /** Below /admin/v1: of a level, time zone, holiday, department, area or person */
  "path": string;
  /** The body of the call */
  "body"?: Record<string, unknown>;
};

export type ChangeView = {
  /** Rights that grow: each a person and a door that opens at some time at which it did not */
  "gain": number;
  /** Rights that shrink; a right may do both */
  "lose": number;
  /** People who gain something */
  "peopleGaining": number;
  /** People who lose something */
  "peopleLosing": number;
  /** Some of them, at most 20 */
  "sample": ChangedRightView[];
  /** Devices that it is about */
  "devices": DeviceRowsView[];
};

export type ChangedRightView = {
  /** Person */
  "pin": string;
  /** Door */
  "doorId": string;
  /** gain: it opens at some time at which it did not */
  "change": "gain" | "lose";
};

export type ChargeView = {
  /** What it is */
  "kind": "free" | "step" | "period" | "night" | "dayMaximum" | "nightMaximum" | "discount";
  /** From */
  "from": string;
  /** To */
  "to": string;
  /** How many periods */
  "count": number;
  /** Of all of them, in the smallest unit of the currency; less than 0 for what a maximum or a discount takes off */
  "amount": number;
  /** The same in units of the currency */
  "text": string;
};

export type CheckView = {
  /** What is looked at */
  "check": "door" | "card" | "person" | "validity" | "level" | "hours" | "holiday" | "doorHours" | "rule";
  /** true: it is in order; false: it refuses; null: the device alone knows */
  "ok": boolean | null;
  /** Why */
  "code": "granted" | "superUser" | "noDoor" | "doorDisabled" | "doorLocked" | "nobody" | "unknownPerson" | "unknownCard" | "otherCard" | "lostCard" | "disabled" | "left" | "notYetValid" | "expired" | "noLevel" | "outsideTimeZone" | "doorOutsideTimeZone" | "needsOthers" | "switchedOff" | "restored" | "unreadable" | "noAnswer" | "inOrder" | "noCard" | "noHoliday" | "holiday" | "noLimit" | "noRule" | "antiPassback" | "interlock" | "closedByHoliday";
  /** What the sentence about it is made of */
  "params": Record<string, unknown>;
  /** The page of the console that shows it */
  "link": string | null;
};

export type ClearBody = {
  /** Only tell what would go; left out = true */
  "dryRun"?: boolean;
  /** Rows of these tables of the device only; left out = all but wiring and formats of readers */
  "tables"?: string[];
};

export type ClearView = {
  /** Nothing was changed */
  "dryRun": boolean;
  /** What goes, or would go */
  "tables": RowsGoing[];
};

export type CommandBody = {
  /** Raw text, as it is sent after C:<id>: */
  "command"?: string;
  /** What is meant, instead of raw text */
  "type"?: "openDoor" | "closeDoor" | "holdDoorOpen" | "cancelAlarm" | "lockDoor" | "normalOpenSchedule" | "auxOutput" | "restart" | "battery" | "emergency" | "zigbee" | "wiegandTest" | "readerLight" | "switchNetwork" | "idCardMode" | "querySubDevices" | "testNetwork" | "cancelElevatorEmergency" | "resetCounter" | "elevatorOutput" | "elevatorNormallyOpen" | "setTime" | "setOptions" | "getOptions" | "adScreen" | "testHost" | "count" | "query" | "accessPoints" | "account" | "upgrade" | "enrollInfo" | "enrollBio";
  /** Seconds to wait for the end */
  "wait"?: number;
  /** A controller behind the device, which passes the command on; CmdFormat=1 only */
  "subSn"?: string;
  /** Number of the door on its device, 0 = all of them */
  "door"?: number;
  /** openDoor: 1 to 254. auxOutput, elevator: 0 off, 255 on until switched off. idCardMode: time to wait */
  "seconds"?: number;
  /** lockDoor: false takes the lock back */
  "locked"?: boolean;
  /** normalOpenSchedule, wiegandTest, idCardMode: on or off */
  "on"?: boolean;
  /** auxOutput: number of the output, 0 = all of them */
  "output"?: number;
  /** restart: number of a device behind this one, 0 = this one */
  "slave"?: number;
  /** emergency: dualOn, dualOff. zigbee: renetwork, stopRenetworking, allowAccess, stopAccess. switchNetwork: wiredTo4g, wiredToWifi, 4gToWired, wifiToWired */
  "mode"?: string;
  /** resetCounter: which */
  "counter"?: "out" | "in" | "alarms" | "all";
  /** elevatorOutput, elevatorNormallyOpen: floors, from 1 */
  "floors"?: number[];
  /** setOptions: values by name */
  "options"?: Record<string, unknown>;
  /** getOptions: names */
  "names"?: string[];
  /** adScreen: which side */
  "side"?: "in" | "out";
  /** adScreen: area of the screen */
  "area"?: number;
  /** adScreen: what is shown */
  "content"?: "video" | "picture" | "text" | "firmware";
  /** adScreen: size of the area */
  "range"?: number;
  /** adScreen: seconds between two contents */
  "interval"?: number;
  /** adScreen, upgrade: where the device fetches the file */
  "url"?: string;
  /** testHost: host:port */
  "address"?: string;
  /** count, query: name of the table */
  "table"?: string;
  /** query: columns, separated by tabs; left out = all */
  "fields"?: string;
  /** count, query: which rows, as Name=value separated by tabs */
  "filter"?: string;
  /** account: records after this index; 0 = all */
  "maxIndex"?: number;
  /** account with maxIndex: in one package by querydata, for PULL SDK devices */
  "packed"?: boolean;
  /** account: from this index */
  "startIndex"?: number;
  /** account: to this index */
  "endIndex"?: number;
  /** account: from this time, by the device's clock */
  "startTime"?: string;
  /** account: to this time */
  "endTime"?: string;
  /** upgrade: 1 base64 text, 2 the file, 3 the file in parts */
  "method"?: 1 | 2 | 3;
  /** upgrade: MD5 of the file, before any base64 */
  "checksum"?: string;
  /** upgrade: bytes of the file, before any base64 */
  "size"?: number;
  /** enrollInfo, enrollBio: whose */
  "pin"?: string;
  /** enrollInfo, enrollBio: further tries where the device could not read */
  "retry"?: number;
  /** enrollInfo, enrollBio: the device keeps what it reads, too */
  "keep"?: boolean;
  /** enrollBio: 1 finger, 2 face (infrared), 7 finger vein, 8 palm, 9 face, 10 palm (visible light) ... */
  "bioType"?: number;
  /** enrollBio: which finger, eye or hand */
  "no"?: number;
  /** enrollBio: what is there already is replaced */
  "overwrite"?: boolean;
};

export type CommandView = {
  /** The number on the wire */
  "id": number;
  /** Serial number */
  "sn": string;
  /** What is meant; raw for text of your own */
  "type": string;
  /** The text on the wire after C:<id>:, secrets masked; null before, without command.read, and of rows and questions for operators of some departments */
  "text": string | null;
  /** Kind */
  "kind": "data" | "control" | "query";
  /** Which part asked for it: admin, facade, sync, link ... */
  "origin": string;
  /** The same, under the name of the filter */
  "actor": string;
  /** Status */
  "status": "queued" | "sent" | "done" | "failed" | "unanswered" | "expired" | "cancelled";
  /** How often it was handed out */
  "attempts": number;
  /** Queued at */
  "createdAt": string;
  /** Handed out until then or never */
  "expiresAt": string | null;
  /** Last handed out at */
  "sentAt": string | null;
  /** Ended at */
  "finishedAt": string | null;
  /** The device's return code */
  "returnCode": number | null;
  /** What the code means (Access PUSH, appendix 1) */
  "returnMeaning": string | null;
  /** What the device reported beside the code */
  "answer": Record<string, unknown> | null;
};

export type ConfirmBody = {
  /** The password of whoever is signed in */
  "password": string;
};

export type ConsumptionRecordBody = {
  /** Id of the record at the till: a repeated record is stored once */
  "key": string;
  /** online: of an account; offline: of a card that carries its balance; left out = online */
  "kind"?: "online" | "offline";
  /** Who paid: person number. An online record needs it */
  "pin"?: string;
  /** When, by the clock of the site; left out = now */
  "time"?: string;
  /** What it is; left out = consumption */
  "type"?: "consumption" | "replenishment" | "correction" | "count" | "bookkeeping" | "offline" | "cancelled";
  /** How the sum came about; left out = amount */
  "mode"?: "fixed" | "amount" | "key" | "count" | "goods" | "time" | "bookkeeping" | "manual" | "deviceCorrection" | "systemCorrection" | "ordering" | "smart";
  /** The sum, in the smallest unit; of a correction with its sign */
  "money": number;
  /** Of it from the allowance, or from the subsidy of a card; left out = 0 */
  "subMoney"?: number;
  /** What the till says is left of the money; left out = worked out */
  "balance"?: number;
  /** What it says is left of the allowance */
  "subBalance"?: number;
  /** Discount in percent */
  "discount"?: number;
  /** What the discount was worth */
  "discountMoney"?: number;
  /** Card number */
  "cardNo"?: string;
  /** The card's own number at the tills */
  "sysCardNo"?: string;
  /** State of the card; left out = valid */
  "cardStatus"?: "valid" | "lost" | "expired" | "stopped";
  /** Serial number of the payment on the card */
  "cardSerialNo"?: number;
  /** Number of the order */
  "orderNo"?: number;
  /** Dining hall: code */
  "hallCode"?: string;
  /** Dining hall: name */
  "hallName"?: string;
  /** Meal: code */
  "mealCode"?: string;
  /** Meal: name */
  "mealName"?: string;
  /** Serial number of the till */
  "deviceSn"?: string;
  /** Name of the till */
  "deviceName"?: string;
  /** Number of the record at the till */
  "deviceSerialNo"?: number;
  /** Who made the record */
  "createdBy"?: string;
  /** Where it was made; left out = device */
  "source"?: "device" | "system" | "correction" | "wechat" | "alipay" | "offline";
};

export type ConsumptionRecordView = {
  /** Id */
  "id": string;
  /** What the till calls it */
  "key": string;
  /** Of an account, or of a card */
  "kind": "online" | "offline";
  /** When, by the clock of the site */
  "time": string;
  /** Who paid: person number */
  "pin": string;
  /** First name, as it was */
  "name": string;
  /** Last name, as it was */
  "lastName": string;
  /** Department then: code */
  "deptCode": string;
  /** Department then: name */
  "deptName": string;
  /** Number of the account; empty = a card alone */
  "accountNo": string;
  /** What it is */
  "type": "consumption" | "replenishment" | "correction" | "count" | "bookkeeping" | "offline" | "cancelled";
  /** How the sum came about */
  "mode": "fixed" | "amount" | "key" | "count" | "goods" | "time" | "bookkeeping" | "manual" | "deviceCorrection" | "systemCorrection" | "ordering" | "smart";
  /** The sum, in the smallest unit */
  "money": number;
  /** Of it from the allowance */
  "subMoney": number;
  /** Money that was left; null = not known */
  "balance": number | null;
  /** Allowance that was left; null = not known */
  "subBalance": number | null;
  /** Discount in percent */
  "discount": number | null;
  /** What the discount was worth */
  "discountMoney": number;
  /** Card number */
  "cardNo": string;
  /** The card's own number at the tills */
  "sysCardNo": string;
  /** State of the card */
  "cardStatus": "valid" | "lost" | "expired" | "stopped";
  /** Serial number of the payment on the card */
  "cardSerialNo": number;
  /** Number of the order */
  "orderNo": number;
  /** Dining hall: code */
  "hallCode": string;
  /** Dining hall: name */
  "hallName": string;
  /** Meal: code */
  "mealCode": string;
  /** Meal: name */
  "mealName": string;
  /** Serial number of the till */
  "deviceSn": string;
  /** Name of the till */
  "deviceName": string;
  /** Number of the record at the till */
  "deviceSerialNo": number;
  /** Number of the record at the account */
  "accountSerialNo": number;
  /** Who made the record */
  "createdBy": string;
  /** Where it was made */
  "source": "device" | "system" | "correction" | "wechat" | "alipay" | "offline";
  /** When it was received */
  "receivedAt": string;
};

export type ConsumptionRecordsBody = {
  /** Records */
  "items": ConsumptionRecordBody[];
};

export type ConsumptionSourceBody = {
  /** An id of your own; left out = made for you */
  "id"?: string;
  /** Its name */
  "name": string;
  /** A secret of your own, 24 to 64 bytes in base64; left out = made for you */
  "secret"?: string;
};

export type ConsumptionSourceView = {
  /** Id */
  "id": string;
  /** Its name */
  "name": string;
  /** Where it delivers: this path of the gateway */
  "path": string;
  /** When it was made */
  "createdAt": string;
  /** When it delivered last; null = never */
  "lastAt": string | null;
};

export type ContactBody = {
  /** An id of your own; left out = made for you */
  "id"?: string;
  /** Pin of the person, if it is one of ours */
  "pin"?: string;
  /** Its group */
  "groupName"?: string;
  /** Name on the display */
  "displayName": string;
  /** Password that opens the door in a call; never shown again */
  "passCode"?: string;
  /** Numbers, one of a kind */
  "numbers"?: ContactNumber[];
  /** Serial numbers of its devices; left out or null = all that can keep it */
  "sns"?: string[] | null;
};

export type ContactNumber = {
  /** What kind of number */
  "type": "phone" | "account" | "address";
  /** The number */
  "number": string;
  /** The higher, the sooner it is called */
  "priority"?: number;
  /** A contact number pattern */
  "patternId"?: string;
};

export type ContactNumberPatternBody = {
  /** An id of your own; left out = made for you */
  "id"?: string;
  /** Which numbers it is for, a regular expression such as 9[1-9] */
  "pattern": string;
  /** How many digits are taken away in front */
  "strip": number;
  /** What is put before the number */
  "prepend"?: string;
  /** Serial numbers of devices that get it whether a rule there uses it or not */
  "sns"?: string[];
};

export type ContactNumberPatternPatch = {
  /** Which numbers it is for, a regular expression such as 9[1-9] */
  "pattern"?: string;
  /** How many digits are taken away in front */
  "strip"?: number;
  /** What is put before the number */
  "prepend"?: string;
  /** Serial numbers of devices that get it whether a rule there uses it or not */
  "sns"?: string[];
};

export type ContactNumberPatternView = {
  /** Which numbers it is for, a regular expression such as 9[1-9] */
  "pattern": string;
  /** How many digits are taken away in front */
  "strip": number;
  /** What is put before the number */
  "prepend"?: string;
  /** Serial numbers of devices that get it whether a rule there uses it or not */
  "sns"?: string[];
  /** Id */
  "id": string;
  /** Its number on the devices, where it has one */
  "number"?: number;
  /** How far its devices are; not in lists */
  "devices"?: RuleDeviceView[];
  /** When it was changed last: its version, for If-Match */
  "updatedAt": string;
};

export type ContactPatch = {
  /** Pin of the person, if it is one of ours */
  "pin"?: string;
  /** Its group */
  "groupName"?: string;
  /** Name on the display */
  "displayName"?: string;
  /** Password that opens the door in a call; never shown again */
  "passCode"?: string;
  /** Numbers, one of a kind */
  "numbers"?: ContactNumber[];
  /** Serial numbers of its devices; left out or null = all that can keep it */
  "sns"?: string[] | null;
};

export type ContactView = {
  /** Pin of the person, if it is one of ours */
  "pin"?: string;
  /** Its group */
  "groupName"?: string;
  /** Name on the display */
  "displayName": string;
  /** Password that opens the door in a call; never shown again */
  "passCode"?: string;
  /** Numbers, one of a kind */
  "numbers"?: ContactNumber[];
  /** Serial numbers of its devices; left out or null = all that can keep it */
  "sns"?: string[] | null;
  /** Id */
  "id": string;
  /** Its number on the devices, where it has one */
  "number"?: number;
  /** How far its devices are; not in lists */
  "devices"?: RuleDeviceView[];
  /** When it was changed last: its version, for If-Match */
  "updatedAt": string;
};

export type CountKeyView = {
  /** What is counted; empty where an event has none, null for all others together */
  "key": string | null;
  /** What it is called; empty where it has no name any more */
  "name": string;
};

export type CountsView = {
  /** The time zone of the site: hours and days are its own */
  "timeZone": string;
  /** What the numbers are for, in their order */
  "keys": CountKeyView[];
  /** Without gaps: the start, then a number for each key. The start of an hour has its distance from UTC; a day is yyyy-MM-dd; an hour of the week is 0 (Monday, 00:00) to 167 */
  "rows": ((string | number)[])[];
  /** All of them */
  "total": number;
};

export type DaySheetView = {
  /** Pin */
  "pin": string;
  /** First name */
  "name": string;
  /** Last name */
  "lastName": string;
  /** Code of the department */
  "deptCode": string;
  /** Its name */
  "deptName": string;
  /** The day, yyyy-MM-dd */
  "date": string;
  /** First punch, HH:mm:ss */
  "firstPunch": string | null;
  /** Last punch */
  "lastPunch": string | null;
  /** How many punches, those by hand included */
  "punches": number;
  /** Minutes that the shift asks for; null = there is no shift */
  "plannedMinutes": number | null;
  /** Minutes of the shift between the first punch and the last; without a shift all of them */
  "workedMinutes": number;
  /** Minutes of the shift that are approved leave */
  "leaveMinutes": number;
  /** Minutes of approved overtime */
  "overtimeMinutes": number;
  /** Planned, and neither worked nor leave; null while the day is not over, and without a shift */
  "missingMinutes": number | null;
};

export type DecisionBody = {
  /** Why */
  "comment"?: string;
};

export type DeliveryView = {
  /** Its position in the feed */
  "position": string;
  /** Its id, by which the receiver knows it again */
  "messageId": string;
  /** Its type */
  "type": string;
  /** Its number at this receiver; null = it was never sent */
  "sequence": string | null;
  /** delivered, pending (to be sent again) or dead (given up) */
  "status": "delivered" | "pending" | "dead";
  /** Attempts that count: those by which the gateway looks whether a receiver is back do not */
  "attempts": number;
  /** When it is sent again */
  "nextAt": string | null;
  /** Status of the last answer; null = none came */
  "lastStatus": number | null;
  /** Why no answer came */
  "lastError": string | null;
  /** How long the last attempt took, in milliseconds */
  "lastMs": number | null;
  /** The first kilobyte of the last answer */
  "response": string | null;
  /** The first attempt */
  "firstAt": string | null;
  /** The last attempt */
  "lastAt": string;
};

export type DepartmentBody = {
  /** Code */
  "code": string;
  /** Name */
  "name": string;
  /** Code of the department above; null = at the top */
  "parentCode"?: string | null;
  /** Place among its neighbours */
  "sortNo"?: number;
  /** An id of your own; left out = made for you */
  "id"?: string;
};

export type DepartmentLevelView = {
  /** Id */
  "id": string;
  /** Name */
  "name": string;
  /** acc doors, ele floors, psg gates */
  "business": string;
};

export type DepartmentLevelsBody = {
  /** Ids of all of its levels: of doors, floors or gates */
  "levelIds": string[];
};

export type DepartmentLevelsView = {
  /** Ids of its levels */
  "levelIds": string[];
  /** Its levels */
  "items": DepartmentLevelView[];
};

export type DepartmentPatch = {
  /** Name */
  "name"?: string;
  /** Code of the department above; null = at the top */
  "parentCode"?: string | null;
  /** Place among its neighbours */
  "sortNo"?: number;
};

export type DepartmentView = {
  /** Id */
  "id": string;
  /** Code */
  "code": string;
  /** Name */
  "name": string;
  /** Code of the department above */
  "parentCode": string | null;
  /** Place among its neighbours */
  "sortNo": number;
  /** When it was changed last: its version, for If-Match */
  "updatedAt": string;
};

export type DeviceBody = {
  /** Port 4370: address of the terminal */
  "host"?: string;
  /** Port 4370: its port; left out = 4370 */
  "port"?: number;
  /** Port 4370: comm key of its menu, 0 = none */
  "commKey"?: number;
  /** Port 4370: TCP, UDP, or TCP first */
  "transport"?: "auto" | "tcp" | "udp";
  /** Port 4370: encoding of names on it */
  "encoding"?: "utf-8" | "gbk" | "big5" | "windows-1256" | "windows-1251" | "windows-1252" | "windows-874";
  /** Port 4370: what it counts when it is told how long to open */
  "unlockUnit"?: "tenths" | "seconds";
  /** Port 4370: listened to all the time; else asked every pollSeconds and left to other programs between */
  "live"?: boolean;
  /** Port 4370: seconds between two looks */
  "pollSeconds"?: number;
  /** Port 4370: its log is cleared once all of it is stored; left out = false */
  "clearAfterRead"?: boolean;
  /** Name; doors are named after it */
  "name"?: string;
  /** What it is used for */
  "module"?: "acc" | "att" | "ele" | "psg" | "ins";
  /** Code of its area */
  "areaCode"?: string;
  /** IANA time zone of its clock; null = the site's */
  "timeZone"?: string | null;
  /** Protocol version it is given; above 3.0.1 it may ask for an encryption that Postern does not have */
  "pushProtVer"?: "3.0.1" | "3.1.1" | "3.1.2";
  /** Token of its requests: off, observe = looked at, enforce = without it nothing is answered; enforce once the device has sent 20 full ones in a row */
  "tokenMode"?: "off" | "observe" | "enforce";
  /** Calls with its serial number from other addresses than its own: pin = held, warn = served and reported, off = served */
  "addressMode"?: "pin" | "warn" | "off";
  /** Its own addresses, or networks such as 10.0.0.0/24; none = the next address that it calls from */
  "addresses"?: string[];
  /** It asks here who may pass, and opens by the answer */
  "remoteIdentification"?: boolean;
  /** Behaviour of its firmware that differs: requestDelay, commandsPerPoll, keepClock, doorByDoor, zonesOverwrite, authSucceed, svrNSLevel, plainOk.<table>; null takes one away */
  "quirks"?: Record<string, unknown>;
  /** When its events are compared with ours: where their numbers have a gap, every night as well, never */
  "reconcile"?: "gap" | "nightly" | "off";
  /** What of people it teaches: fill = what is empty with us, replace = what it tells by itself takes the place of what we have, too, nothing; an enrolment that was asked for always counts */
  "learns"?: "fill" | "replace" | "nothing";
  /** Its events are attendance records, whatever it is used for */
  "attendance"?: boolean;
};

export type DeviceCallList = {
  /** The newest first, at most 200 */
  "items": DeviceCallView[];
  /** For after, to wait for more */
  "position": number;
};

export type DeviceCallView = {
  /** When it called last */
  "at": string;
  /** Its address */
  "ip": string;
  /** Its serial number; empty if it did not say */
  "sn": string;
  /** served: an approved device; waiting: it waits for approval; refused: it was rejected or disabled; otherAddress: the serial number of a device from another address; wrongToken: the token of a device is required, and this is not it; calledOn4370: it is called on port 4370, what it pushes is refused; noSerial: without a serial number; wrongPath: devices call below /iclock; tls: TLS where HTTP is spoken; plainHttp: HTTP where TLS is spoken; unreadable: no HTTP */
  "code": "served" | "waiting" | "refused" | "otherAddress" | "wrongToken" | "calledOn4370" | "noSerial" | "wrongPath" | "tls" | "plainHttp" | "unreadable";
  /** What belongs to the code: model, path */
  "params": Record<string, unknown>;
  /** How often */
  "count": number;
};

export type DeviceErrorView = {
  /** Number */
  "id": number;
  /** Code (Access PUSH, appendix 17) */
  "code": string;
  /** What the code means, empty where it is not known */
  "meaning": string;
  /** Text of the device */
  "message": string;
  /** dev, or cmd for a command */
  "origin": string;
  /** Number of the command, empty without */
  "commandId": string;
  /** More, as the device sends it: JSON in base64 */
  "additional": string;
  /** When it came */
  "receivedAt": string;
};

export type DeviceErrorsView = {
  /** Newest first, up to a thousand */
  "items": DeviceErrorView[];
};

export type DeviceParametersBody = {
  /** An id of your own; left out = made for you */
  "id"?: string;
  /** Serial number of the device */
  "sn": string;
  /** Parameters of appendix 12 by name */
  "parameters": Record<string, unknown>;
};

export type DeviceParametersPatch = {
  /** Serial number of the device */
  "sn"?: string;
  /** Parameters of appendix 12 by name */
  "parameters"?: Record<string, unknown>;
};

export type DeviceParametersView = {
  /** Serial number of the device */
  "sn": string;
  /** Parameters of appendix 12 by name */
  "parameters": Record<string, unknown>;
  /** Id */
  "id": string;
  /** Its number on the devices, where it has one */
  "number"?: number;
  /** How far its devices are; not in lists */
  "devices"?: RuleDeviceView[];
  /** When it was changed last: its version, for If-Match */
  "updatedAt": string;
};

export type DeviceRowsView = {
  /** Serial number */
  "sn": string;
  /** Rows of users, authority, time zones and holidays that it gets or loses */
  "rows": number;
};

export type DeviceSaid = {
  /** Event code (Access PUSH, appendix 2) */
  "eventNo": number;
  /** Its name */
  "name": string;
};

export type DeviceUploadView = {
  /** Number */
  "id": number;
  /** Serial number */
  "sn": string;
  /** Table, in lower case */
  "table": string;
  /** Rows, as far as the device reported */
  "count": number;
  /** Bytes as they are kept, sealed */
  "size": number;
  /** When it came first */
  "receivedAt": string;
};

export type DeviceUserView = {
  /** Pin */
  "pin": string;
  /** Name here; where nobody here has that pin, the name on the device */
  "name": string;
  /** held: acknowledged; pending: on its way; failed: refused; leaving: to be deleted; unknown: nobody of ours */
  "state": "held" | "pending" | "failed" | "leaving" | "unknown";
  /** Templates, comparison photos and pictures of theirs that it has acknowledged */
  "bodies": number;
  /** Rows of theirs that it should hold and has not acknowledged */
  "waiting": number;
};

export type DeviceView = {
  /** Serial number */
  "sn": string;
  /** Id, as the facade has it */
  "id": string;
  /** Name */
  "name": string;
  /** What it is used for */
  "module": "acc" | "att" | "ele" | "psg" | "ins";
  /** Model, as it names itself */
  "type": string;
  /** Language that it is set to, null where it does not say */
  "language": string | null;
  /** Code of its area */
  "areaCode": string;
  /** IANA zone, null = the site's */
  "timeZone": string | null;
  /** When its events are compared with ours */
  "reconcile": "gap" | "nightly" | "off";
  /** What of people it teaches */
  "learns": "fill" | "replace" | "nothing";
  /** Its events are attendance records, whatever it is used for */
  "attendance": boolean;
  /** Status */
  "status": "pending" | "approved" | "rejected" | "disabled";
  /** Whether it has called lately */
  "online": boolean;
  /** Last call */
  "lastSeenAt": string | null;
  /** How it is talked to */
  "link": "push-acc" | "push-att" | "pull";
  /** Address it calls from */
  "address": string | null;
  /** What becomes of calls from other addresses */
  "addressMode": "pin" | "warn" | "off";
  /** Its own addresses; none = the next one that it calls from */
  "addresses": string[];
  /** Since when these are its own */
  "boundAt": string | null;
  /** Until then it may register without its token though tokens are demanded */
  "registrationUntil": string | null;
  /** Last registration */
  "registeredAt": string | null;
  /** Protocol version it is given */
  "pushProtVer": string;
  /** Protocol version in use: the lower of its own and the one it is given */
  "protocol": string;
  /** Token of its requests */
  "tokenMode": "off" | "observe" | "enforce";
  /** What its last token was made of; null = it sent none that fits */
  "tokenForm": ("session" | "previousSession" | "timestamp" | "registry" | "serial") | null;
  /** Full tokens in a row, counted up to 20 */
  "tokenMatches": number;
  /** It asks here who may pass */
  "remoteIdentification": boolean;
  /** The functions that it reports, by the names it uses; in a list only by with=capabilities */
  "capabilities"?: Record<string, unknown>;
  /** Behaviour of its firmware that differs */
  "quirks": Record<string, unknown>;
  /** Its functions in words, those of AccSupportFunList */
  "functions": string[];
  /** Model by its MachineType, null = not known */
  "model": string | null;
  /** What the operator should know, newest last */
  "alerts": Record<string, unknown>[];
  /** What the operator should see to now */
  "warnings": WarningView[];
  /** That it was sent to another server */
  "move": MoveView | null;
  /** Where it is called on port 4370, and what came of it; null = it calls */
  "pull": PullView | null;
  /** What it should hold and what it holds */
  "sync": SyncNumbers;
  /** When it was changed last: its version, for If-Match */
  "updatedAt": string;
};

export type DiagnosisView = {
  /** Whether it can be talked to */
  "ok": boolean;
  /** What is wrong */
  "fault": string | null;
  /** In words, with what to do about it */
  "says": string;
  /** Its serial number */
  "sn": string | null;
  /** Its model */
  "deviceName": string | null;
  /** Its firmware */
  "firmware": string | null;
  /** tcp or udp */
  "transport": string | null;
  /** Its wall clock */
  "time": string | null;
  /** Number of users that it reports */
  "users": number | null;
  /** Number of punches that it reports */
  "records": number | null;
  /** How long that took */
  "milliseconds": number;
};

export type DifferentView = {
  /** Its key on the device */
  "key": string;
  /** Columns that say something else; values are not shown */
  "columns": string[];
};

export type DirectFloorsBody = {
  /** Floors of the level to which the elevator goes at once; one of each elevator */
  "floorIds": string[];
};

export type DirectFloorsView = {
  /** Floors of the level to which the elevator goes at once; one of each elevator */
  "floorIds": string[];
};

export type DiscountValueBody = {
  /** What it is: free, an amount, minutes or percent */
  "kind": "free" | "amount" | "minutes" | "percent";
  /** How much: in the smallest unit of the currency, minutes or percent; left out for free */
  "value"?: number;
};

export type DiscoverBody = {
  /** Milliseconds to wait for answers; left out = 2000 */
  "waitMs"?: number;
  /** Another broadcast address, or the address of one terminal */
  "host"?: string;
};

export type DiscoveredChannelsView = {
  /** Channels that it told */
  "channels": number;
  /** Cameras that were new */
  "added": number;
};

export type DiscoveredList = {
  /** Terminals that answered */
  "items": DiscoveredView[];
};

export type DiscoveredView = {
  /** Address */
  "host": string;
  /** Port */
  "port": number;
  /** Serial number; null where it wants a comm key or talks encrypted */
  "sn": string | null;
  /** The kind of answer */
  "answer": "open" | "commKey" | "encrypted";
};

export type DisputeView = {
  /** Pin, where it is about a person */
  "pin": string;
  /** What is not taken over: a person has to decide */
  "reason": "name" | "cardOfAnother" | "cardTwice" | "cardTakenAway" | "password" | "validity" | "visitor" | "left" | "deleted" | "refused" | "limited" | "place" | "zone" | "holiday" | "rule";
  /** What the device says */
  "there": string;
  /** What stands here */
  "here": string;
};

export type DoctorFindingView = {
  /** What is wrong, for whoever has words of their own for it */
  "code": string;
  /** How bad it is */
  "severity": "warning" | "fault";
  /** Numbers, names and instants, as far as the code has them */
  "params": Record<string, unknown>;
  /** The same in English */
  "words": string;
  /** What to do about it, in English */
  "todo": string;
};

export type DoctorLineView = {
  /** database, durability, standby, schema, key, clock, disk ... (docs/doctor.md) */
  "id": string;
  /** The worst of it; skipped = without the database it cannot be told */
  "severity": "ok" | "warning" | "fault" | "skipped";
  /** What is wrong; empty = nothing */
  "findings": DoctorFindingView[];
};

export type DoctorView = {
  /** The worst of all lines */
  "status": "ok" | "warnings" | "faults";
  /** Every line, in the order of the command `postern doctor` */
  "lines": DoctorLineView[];
};

export type DoorActionsBody = {
  /** Seconds to wait for the answers of the devices */
  "wait"?: number;
  /** All in this area and the areas in it */
  "areaCode"?: string;
  /** All there are */
  "all"?: boolean;
  /** open: seconds until it closes again */
  "seconds"?: number;
  /** These doors */
  "doorIds"?: string[];
  /** The action */
  "action": "open" | "close" | "normalOpen" | "endNormalOpen" | "lock" | "unlock" | "cancelAlarm";
  /** normalOpen: minutes until the gateway closes the doors again; left out = until somebody ends it */
  "minutes"?: number;
  /** Why; it is kept in the audit log */
  "reason"?: string;
};

export type DoorAnswerView = {
  /** Name */
  "name": string | null;
  /** Serial number of its device */
  "sn": string | null;
  /** The command that decides; several doors of a device may share one */
  "commandId": number | null;
  /** The state of the command; refused = nothing was sent */
  "status": "refused" | "queued" | "sent" | "done" | "failed" | "unanswered" | "expired" | "cancelled";
  /** Why nothing was sent */
  "reason": ("notFound" | "offline" | "disabled" | "unsupported") | null;
  /** The device's return code */
  "returnCode": number | null;
  /** What the code means */
  "returnMeaning": string | null;
  /** The door */
  "doorId": string;
};

export type DoorAnswersView = {
  /** One for each door */
  "items": DoorAnswerView[];
};

export type DoorBody = {
  /** Serial number of its device */
  "sn": string;
  /** Its number there, from 1 */
  "number": number;
  /** Name, one of its kind; left out = as the registration would name it */
  "name"?: string;
  /** An id of your own; left out = made for you */
  "id"?: string;
};

export type DoorLastView = {
  /** Event */
  "eventId": string;
  /** Event code */
  "eventNo": number;
  /** Person; empty where there is none, or where it is not shown to you */
  "pin": string;
  /** First name then */
  "name": string;
  /** Last name then */
  "lastName": string;
  /** Card; empty where there is none */
  "cardNo": string;
  /** When, by the time zone of the device */
  "at": string;
};

export type DoorPatch = {
  /** Name, one of its kind */
  "name"?: string;
  /** Settings by name; null takes one away, one that is not named stays */
  "settings"?: {
    /** the relay of its lock: a whole number from 1 to 255 */
    "relay"?: unknown;
    /** it does not work: true or false */
    "disabled"?: unknown;
    /** Wiegand formats are matched by themselves: true or false */
    "DoorAutoMatch"?: unknown;
    /** seconds that the lock is driven: a whole number from 0 to 254 */
    "DoorDrivertime"?: unknown;
    /** time zone in which the door stands open, 0 = never: a whole number from 0 to 255 */
    "DoorKeepOpenTimeZone"?: unknown;
    /** day on which it does not: (year - 1900) * 10000 + (month - 1) * 100 + day: a whole number from 0 to 2147483647 */
    "DoorCancelKeepOpenDelay"?: unknown;
    /** time zone in which the door works: a whole number from 0 to 255 */
    "DoorValidTZ"?: unknown;
    /** emergency password: up to 8 digits */
    "DoorSupperPassWord"?: unknown;
    /** seconds between two cards: a whole number from 0 to 254 */
    "DoorIntertime"?: unknown;
    /** how to verify: a code of appendix 3 or 16 digits of 0 and 1 that the device can verify by */
    "DoorVerifyType"?: unknown;
    /** door sensor: one of 0 none, 1 normallyOpen, 2 normallyClosed */
    "DoorSensorType"?: unknown;
    /** seconds the door may stand open, 0 = no alarm: a whole number from 0 to 254 */
    "DoorDetectortime"?: unknown;
    /** locks as soon as the door is closed: true or false */
    "DoorCloseAndLock"?: unknown;
    /** kinds of readers as a sum of bits: a whole number from 0 to 255 */
    "DoorReaderType"?: unknown;
    /** duress password: up to 6 digits */
    "DoorForcePassWord"?: unknown;
    /** seconds of anti-passback after an entry: a whole number from 0 to 86400 */
    "DoorInTimeAPB"?: unknown;
    /** what the exit button does to the door: one of 0 locks, 1 doesNotLock */
    "DoorREXInput"?: unknown;
    /** seconds after the exit button has locked the door: a whole number from 0 to 254 */
    "DoorREXTimeOut"?: unknown;
    /** what comes in by Wiegand: a whole number from 0 to 255 */
    "WiegandIDIn"?: unknown;
    /** what goes out by Wiegand: a whole number from 0 to 255 */
    "WiegandID"?: unknown;
    /** seconds between verification and opening: a whole number from 0 to 254 */
    "DoorDelayOpenTime"?: unknown;
    /** further seconds for who needs longer: a whole number from 0 to 254 */
    "ExtDoorDelayDrivertime"?: unknown;
    /** seconds between the cards of a group: a whole number from 0 to 254 */
    "DoorMultiCardInterTime"?: unknown;
    /** what the first card does: one of 0 off, 1 normallyOpen, 2 activates */
    "DoorFirstCardOpenDoor"?: unknown;
    /** several cards open the door: true or false */
    "DoorMultiCardOpenDoor"?: unknown;
    /** whether the door works: one of 0 disabled, 1 enabled */
    "DoorDisable"?: unknown;
    /** anti-passback between the two sides of the door: one of 0 none, 1 in, 2 out, 3 both */
    "DoorInOutAntiPassback"?: unknown;
    /** the door is locked: true or false */
    "DoorMaskFlag"?: unknown;
    /** exit button: one of 0 none, 1 normallyOpen, 2 normallyClosed */
    "doorREXButtonType"?: unknown;
    /** exit button's line: one of 0 normal, 1 supervised */
    "doorREXButtonInputMode"?: unknown;
    /** resistor of the exit button's line: one of 1 1.2K, 2 2.2K, 3 4.7K, 4 10K */
    "doorREXButtonSupervisedResistor"?: unknown;
    /** door sensor's line: one of 0 normal, 1 supervised */
    "doorSensorInputMode"?: unknown;
    /** resistor of the door sensor's line: one of 1 1.2K, 2 2.2K, 3 4.7K, 4 10K */
    "doorSensorSupervisedResistor"?: unknown;
  };
};

export type DoorPersonView = {
  /** Pin */
  "pin": string;
  /** First and last name */
  "name": string;
  /** unknown: a rule that only the device can judge may refuse */
  "verdict": "granted" | "unknown";
  /** What opens the door then */
  "via": ViaView[];
  /** The last second of it, by the clock of the door; null = more than a week */
  "until": string | null;
  /** What the device holds of it */
  "held": HeldView;
};

export type DoorStateEntryView = {
  /** Distinguishes it from an event, which has no type */
  "type": "door.state";
  /** Place in the feed */
  "position": string;
  /** When it was known here */
  "time": string;
  /** Serial number */
  "sn": string;
  /** Door */
  "doorId": string;
  /** Its name now; null where it is gone */
  "doorName": string | null;
  /** Sensor then: unknown, no sensor, off (closed) or open */
  "sensor": string;
  /** Relay then: unknown, off or open */
  "relay": string;
  /** Alarm then, as in allDoorState of the facade */
  "alarm": string;
  /** Lock-down then; unknown where an order was not answered */
  "lockDown": "none" | "locked" | "unknown";
};

export type DoorStateView = {
  /** Whether the device is there */
  "connection": "online" | "offline" | "disabled";
  /** What the sensor says; unknown while the device is away */
  "position": "open" | "closed" | "noSensor" | "unknown";
  /** What the relay says; unknown while the device is away */
  "lock": "locked" | "unlocked" | "unknown";
  /** As the last acknowledged orders left it; unknown where one was not answered */
  "mode": "normal" | "held" | "lockedDown" | "unknown";
  /** Alarms that are on */
  "alarms": ("forced" | "tamper" | "duress" | "heldOpen" | "mains" | "battery" | "reader")[];
  /** When the hold ends; null without one, or with one that somebody has to end */
  "until": string | null;
  /** Since when it has been so; null where that is not known */
  "since": string | null;
};

export type DoorVerificationRuleBody = {
  /** An id of your own; left out = made for you */
  "id"?: string;
  /** Its door; one rule a door */
  "doorId": string;
  /** A verification schedule */
  "scheduleId": string;
};

export type DoorVerificationRulePatch = {
  /** Its door; one rule a door */
  "doorId"?: string;
  /** A verification schedule */
  "scheduleId"?: string;
};

export type DoorVerificationRuleView = {
  /** Its door; one rule a door */
  "doorId": string;
  /** A verification schedule */
  "scheduleId": string;
  /** Id */
  "id": string;
  /** Its number on the devices, where it has one */
  "number"?: number;
  /** How far its devices are; not in lists */
  "devices"?: RuleDeviceView[];
  /** When it was changed last: its version, for If-Match */
  "updatedAt": string;
};

export type DoorView = {
  /** Id */
  "id": string;
  /** Name */
  "name": string;
  /** Serial number of its device */
  "sn": string;
  /** Its number there, from 1 */
  "number": number;
  /** Settings by name */
  "settings": Record<string, unknown>;
  /** Whether its device has acknowledged a lock-down; unknown where it did not answer */
  "lockDown": "none" | "locked" | "unknown";
  /** Area of its device */
  "areaCode": string;
  /** Name of its device */
  "deviceName": string;
  /** What is known of it now */
  "state": DoorStateView;
  /** The newest event of a person or a card there; null where none is known */
  "last": DoorLastView | null;
  /** When it was changed last: its version, for If-Match */
  "updatedAt": string;
};

export type DoorWeekView = {
  /** Id of the door */
  "doorId": string;
  /** Its name */
  "name": string;
  /** Serial number of its device */
  "sn": string;
  /** Levels of the person that lead there */
  "levelIds": string[];
  /** Their time zones */
  "timeZoneIds": number[];
  /** The hours that result, by day, as in a time zone; days not named are closed. The door’s own hours are in it */
  "week": Record<string, unknown>;
};

export type ElevatorLevelBody = {
  /** Name, one of its kind */
  "name": string;
  /** Time zone; left out = always */
  "timeZoneId"?: number;
  /** Code of its area */
  "areaCode"?: string;
  /** An id of your own; left out = made for you */
  "id"?: string;
  /** Its floors, all of them */
  "floorIds"?: string[];
};

export type ElevatorLevelPatch = {
  /** Name, one of its kind */
  "name"?: string;
  /** Time zone; left out = always */
  "timeZoneId"?: number;
  /** Code of its area */
  "areaCode"?: string;
  /** Its floors, all of them */
  "floorIds"?: string[];
};

export type ElevatorLevelView = {
  /** Id */
  "id": string;
  /** Name */
  "name": string;
  /** Time zone; 1 = always */
  "timeZoneId": number;
  /** Code of its area */
  "areaCode": string;
  /** How many doors it leads to */
  "doorCount": number;
  /** How many people have it */
  "personCount": number;
  /** Why it opens nothing: it leads nowhere, nobody has it, its time zone is never open */
  "warnings": ("noPlaces" | "noPeople" | "noHours")[];
  /** What gives it to people by itself */
  "usedBy": LevelUseView[];
  /** When it was changed last: its version, for If-Match */
  "updatedAt": string;
  /** Its floors, all of them */
  "floorIds": string[];
};

export type EnrollBody = {
  /** Seconds to wait for the end */
  "wait"?: number;
  /** Whose it is */
  "pin": string;
  /** What the person holds before the device */
  "what": "card" | "general" | "fingerprint" | "face" | "nearInfraredFace" | "visibleLightFace" | "voice" | "iris" | "retina" | "palm" | "palmPrint" | "palmVein" | "visibleLightPalm" | "fingerVein";
  /** Which finger (0 to 9), hand or eye (0 left, 1 right) */
  "no"?: number;
  /** How often the device asks again where it could not read */
  "retry"?: number;
  /** Whether it may take the place of one that is there; of a card, of the main card of the person */
  "overwrite"?: boolean;
  /** Whether the device keeps it, which it sends in any case; left out = where it has the person, but no card. A card becomes the person's where they have none, and stands in the answer */
  "keep"?: boolean;
};

export type EnvelopePage = {
  /** Messages in the order of the feed */
  "items": EnvelopeView[];
  /** The value of after for the next call */
  "nextCursor": string;
};

export type EnvelopeView = {
  /** Version of CloudEvents */
  "specversion": "1.0";
  /** `evt_` and the id of the event, or `msg_` and the position */
  "id": string;
  /** This installation */
  "source": string;
  /** Type */
  "type": string;
  /** When it happened */
  "time": string;
  /** The same, as Standard Webhooks have it */
  "timestamp": string;
  /** What it is about */
  "subject"?: string;
  /** Place in the feed; positions grow, with holes */
  "position": string;
  /** What the type says: /asyncapi.json */
  "data": Record<string, unknown>;
};

export type ErasedOnDevice = {
  /** Serial number */
  "sn": string;
  /** Name of the device */
  "name": string;
  /** Whether it is there; one that is away deletes the person when it calls */
  "online": boolean;
  /** gone: it has confirmed, or never took the person; leaving: it has not confirmed yet; unknown: it reports a user of this pin that it was not given from here, and that stays until it is removed there */
  "state": "gone" | "leaving" | "unknown";
  /** Templates, comparison photos and pictures of the person that it held before */
  "bodies": number;
};

export type ErasureBody = {
  /** Seconds to wait for the devices to confirm */
  "wait"?: number;
};

export type ErasureView = {
  /** Pin */
  "pin": string;
  /** Every device that held the person, or says that it does */
  "items": ErasedOnDevice[];
};

export type EventPage = {
  /** Events, and door states where they were asked for */
  "items": (EventView | DoorStateEntryView)[];
  /** The value of after for the next call, or of before with order=newest; null there: nothing is older */
  "nextCursor": string | null;
};

export type EventPhotoView = {
  /** Number */
  "id": number;
  /** snapshot: the device's own; linkage: of a camera */
  "kind": "snapshot" | "linkage";
  /** Name, as the device has it */
  "name": string;
  /** Recording: channel, seconds before, seconds after; empty without */
  "video": string;
  /** Bytes; 0 if there is only a recording */
  "size": number;
  /** When it came */
  "receivedAt": string;
};

export type EventPhotosView = {
  /** Oldest first */
  "items": EventPhotoView[];
};

export type EventTypeView = {
  /** Event code (Access PUSH, appendix 2) */
  "eventNo": number;
  /** 0 normal, 1 warning, 2 alarm */
  "level": number;
  /** What becomes of it */
  "outcome": "granted" | "refused" | "alarm" | "other";
  /** Its name */
  "name": string;
};

export type EventTypesView = {
  /** In the order of their codes */
  "items": EventTypeView[];
};

export type EventVideoView = {
  /** Id of the camera */
  "cameraId": string;
  /** Its name */
  "name": string;
  /** Addresses of the recording, empty where there is none; the main stream first */
  "streams": StreamView[];
  /** Why there is no address */
  "fault": string | null;
};

export type EventVideosView = {
  /** Beginning of the recording, 30 seconds before the event */
  "start": string;
  /** Its end, 30 seconds after it */
  "end": string;
  /** Cameras that see the door of the event */
  "items": EventVideoView[];
};

export type EventView = {
  /** Place in the feed; absent with order=newest */
  "position"?: string;
  /** Id, as the facade has it */
  "id": string;
  /** The device's wall clock as sent */
  "eventTime": string;
  /** The instant, by the device's time zone */
  "happenedAt": string;
  /** When the gateway received it */
  "receivedAt": string;
  /** The clock of the device is wrong: the time is in the future, or long ago */
  "clockDoubtful": boolean;
  /** Kind of device */
  "module": string;
  /** Serial number */
  "sn": string;
  /** Name of the device at the time */
  "devName": string;
  /** Number by the device; -1 where it has none */
  "logId": number;
  /** Event code (Access PUSH, appendix 2) */
  "eventNo": number;
  /** Its name */
  "eventName": string;
  /** 0 normal, 1 warning, 2 alarm */
  "eventLevel": number;
  /** Person, empty where there is none */
  "pin": string;
  /** First name at the time */
  "name": string;
  /** Last name at the time */
  "lastName": string;
  /** Code of the department at the time */
  "deptCode": string;
  /** Its name at the time */
  "deptName": string;
  /** Name of the area at the time */
  "areaName": string;
  /** Card, empty where there is none */
  "cardNo": string;
  /** How it was verified, as the device says */
  "verifyType": string;
  /** The same in words */
  "verifyModeName": string;
  /** What pointNo counts */
  "pointType": string;
  /** Number of the door, reader, input, output or floor on its device */
  "pointNo": number;
  /** Its name at the time */
  "pointName": string;
  /** Door, null where there is none */
  "doorId": string | null;
  /** Its name at the time */
  "doorName": string;
  /** Name of the reader at the time */
  "readerName": string;
  /** 0 in, 1 out, others as sent */
  "inOut": number | null;
  /** Zones that the reader led into, else out of */
  "accZone": string | null;
  /** Mask, as the device says */
  "maskFlag": string;
  /** Temperature, as the device says */
  "temperature": string;
  /** What became of it; only with order=newest */
  "outcome"?: "granted" | "refused" | "alarm" | "other";
  /** It came more than five minutes after it happened; only with order=newest */
  "late"?: boolean;
  /** There is a picture: `GET /events/{id}/photo`; only with order=newest */
  "hasPhoto"?: boolean;
  /** Why a visitor was not let in, where the visit has not begun or is over; absent elsewhere */
  "detail"?: string;
};

export type ExpansionBoardBody = {
  /** An id of your own; left out = made for you */
  "id"?: string;
  /** Serial number of its device */
  "sn": string;
  /** Model */
  "boardType": "DM10" | "WR485" | "AUX485" | "EX308" | "EX316" | "EX0808";
  /** Its address on the bus, as its switches say */
  "address": number;
  /** Switched off */
  "disabled"?: boolean;
  /** The parts that belong to it */
  "parts"?: BoardPart[];
};

export type ExpansionBoardPatch = {
  /** Serial number of its device */
  "sn"?: string;
  /** Model */
  "boardType"?: "DM10" | "WR485" | "AUX485" | "EX308" | "EX316" | "EX0808";
  /** Its address on the bus, as its switches say */
  "address"?: number;
  /** Switched off */
  "disabled"?: boolean;
  /** The parts that belong to it */
  "parts"?: BoardPart[];
};

export type ExpansionBoardView = {
  /** Serial number of its device */
  "sn": string;
  /** Model */
  "boardType": "DM10" | "WR485" | "AUX485" | "EX308" | "EX316" | "EX0808";
  /** Its address on the bus, as its switches say */
  "address": number;
  /** Switched off */
  "disabled"?: boolean;
  /** The parts that belong to it */
  "parts"?: BoardPart[];
  /** Id */
  "id": string;
  /** Its number on the devices, where it has one */
  "number"?: number;
  /** How far its devices are; not in lists */
  "devices"?: RuleDeviceView[];
  /** When it was changed last: its version, for If-Match */
  "updatedAt": string;
};

export type ExplainView = {
  /** By the facts of today; unknown = only the device knows */
  "verdict": "granted" | "refused" | "unknown";
  /** All that is looked at, in order. What has nothing to judge is left out: of nobody there is no validity */
  "checks": CheckView[];
  /** What the device holds of it */
  "held": HeldView;
  /** Calls that mend it */
  "fixes": FixView[];
};

export type ExplainedEventView = {
  /** By the facts of today; unknown = only the device knows */
  "verdict": "granted" | "refused" | "unknown";
  /** All that is looked at, in order. What has nothing to judge is left out: of nobody there is no validity */
  "checks": CheckView[];
  /** What the device holds of it */
  "held": HeldView;
  /** Calls that mend it */
  "fixes": FixView[];
  /** What the device said */
  "device": DeviceSaid;
  /** Numbers in the audit log of what was changed since: the person, levels, times, the door */
  "changedSince": number[];
};

export type FetchBody = {
  /** What the device should send again */
  "what": "users" | "templates" | "photos" | "events";
  /** Events from then on, by the device's clock */
  "from"?: string;
  /** Events up to then, by the device's clock */
  "to"?: string;
};

export type FetchView = {
  /** What was asked for */
  "what": "users" | "templates" | "photos" | "events";
  /** The queries; their results are stored as if the device had sent them unasked */
  "commands": CommandView[];
  /** For events: the result says what was missing */
  "reconciliation": ReconciliationView | null;
};

export type FieldProblem = {
  /** The way to the field */
  "field": string;
  /** What is wrong with it, for programs: taken, missing, type, length, range, format, invalid … */
  "code": string;
  /** What the code is about: by (whose it is), min, max */
  "params"?: Record<string, unknown>;
  /** The same in words */
  "message": string;
};

export type FirmwareView = {
  /** Id */
  "id": string;
  /** Name of the file */
  "name": string;
  /** Bytes */
  "size": number;
  /** MD5 of the file, in hex: devices check it */
  "md5": string;
  /** Uploaded at */
  "createdAt": string;
};

export type FirstCardRuleBody = {
  /** An id of your own; left out = made for you */
  "id"?: string;
  /** Its door; one rule a door */
  "doorId": string;
  /** The time zone in which the first card counts */
  "timeZoneId": number;
  /** Pins, all of them */
  "pins": string[];
  /** What the first card does: the door stays open, or others may verify from then on; left out = normalOpen */
  "mode"?: "normalOpen" | "activate";
};

export type FirstCardRulePatch = {
  /** Its door; one rule a door */
  "doorId"?: string;
  /** The time zone in which the first card counts */
  "timeZoneId"?: number;
  /** Pins, all of them */
  "pins"?: string[];
  /** What the first card does: the door stays open, or others may verify from then on; left out = normalOpen */
  "mode"?: "normalOpen" | "activate";
};

export type FirstCardRuleView = {
  /** Its door; one rule a door */
  "doorId": string;
  /** The time zone in which the first card counts */
  "timeZoneId": number;
  /** Pins, all of them */
  "pins": string[];
  /** What the first card does: the door stays open, or others may verify from then on; left out = normalOpen */
  "mode"?: "normalOpen" | "activate";
  /** Id */
  "id": string;
  /** Its number on the devices, where it has one */
  "number"?: number;
  /** How far its devices are; not in lists */
  "devices"?: RuleDeviceView[];
  /** When it was changed last: its version, for If-Match */
  "updatedAt": string;
};

export type FixView = {
  /** What it does */
  "code": "enable" | "endLater" | "beginNow" | "reinstate" | "cardFound" | "giveLevel" | "endLockDown" | "enableDoor" | "sendAgain";
  /** Of the call */
  "method": "POST" | "PUT" | "PATCH";
  /** Below /admin/v1 */
  "path": string;
  /** Its body; null = none */
  "body": Record<string, unknown> | null;
};

export type FixedVehicleBody = {
  /** Whose it is: pin */
  "pin": string;
  /** Id of the parking area */
  "areaId": string;
  /** Id of the kind of car */
  "carTypeId": string;
  /** Id of its space; null or left out = any */
  "spaceId"?: string | null;
  /** Ids of the entrances that it may use; none = all of the area */
  "entranceIds"?: string[];
  /** What was paid, in the smallest unit of the currency */
  "amount"?: number;
  /** First day */
  "startDate": string;
  /** Last day */
  "endDate": string;
};

export type FixedVehicleView = {
  /** The plate as plates are compared */
  "plate": string;
  /** As it was given */
  "carNumber": string;
  /** Whose it is: pin */
  "pin": string;
  /** Whose it is: name */
  "name": string;
  /** Id of the parking area */
  "areaId": string;
  /** Id of the kind of car */
  "carTypeId": string;
  /** Id of its space; null = any */
  "spaceId": string | null;
  /** Ids of the entrances that it may use; none = all */
  "entranceIds": string[];
  /** What was paid, in the smallest unit of the currency */
  "amount": number;
  /** First day */
  "startDate": string;
  /** Last day */
  "endDate": string;
  /** When it was changed last: its version, for If-Match */
  "updatedAt": string;
};

export type FloorActionsBody = {
  /** Seconds to wait for the answers of the devices */
  "wait"?: number;
  /** All in this area and the areas in it */
  "areaCode"?: string;
  /** All there are */
  "all"?: boolean;
  /** open: seconds until it closes again */
  "seconds"?: number;
  /** These floors */
  "floorIds"?: string[];
  /** open: their buttons work for some seconds; normalOpen: for everybody */
  "action": "open" | "close" | "normalOpen" | "endNormalOpen";
};

export type FloorAnswerView = {
  /** Name */
  "name": string | null;
  /** Serial number of its device */
  "sn": string | null;
  /** The command that decides; several doors of a device may share one */
  "commandId": number | null;
  /** The state of the command; refused = nothing was sent */
  "status": "refused" | "queued" | "sent" | "done" | "failed" | "unanswered" | "expired" | "cancelled";
  /** Why nothing was sent */
  "reason": ("notFound" | "offline" | "disabled" | "unsupported") | null;
  /** The device's return code */
  "returnCode": number | null;
  /** What the code means */
  "returnMeaning": string | null;
  /** The floor */
  "floorId": string;
};

export type FloorAnswersView = {
  /** One for each floor */
  "items": FloorAnswerView[];
};

export type FloorBody = {
  /** Serial number of its elevator controller */
  "sn": string;
  /** Its number there, from 1 */
  "number": number;
  /** Name; left out = as the registration would name it */
  "name"?: string;
  /** An id of your own; left out = made for you */
  "id"?: string;
};

export type FloorPatch = {
  /** Name */
  "name": string;
};

export type FloorView = {
  /** Id */
  "id": string;
  /** Name */
  "name": string;
  /** Serial number of its elevator controller */
  "sn": string;
  /** Its number there, from 1 */
  "number": number;
  /** Whether its button works for everybody, as far as that is known */
  "state": OutputStateView;
  /** When it was changed last: its version, for If-Match */
  "updatedAt": string;
};

export type FoundList = {
  /** People first, then cards, doors, devices and levels */
  "items": FoundView[];
};

export type FoundView = {
  /** What it is */
  "kind": "person" | "card" | "door" | "device" | "level";
  /** What its page is opened by: pin of a person and of who has a card, serial number of a device, else the id */
  "id": string;
  /** Its name, or number of a card */
  "title": string;
  /** What tells it from others of that name */
  "sub": string | null;
};

export type GateActionsBody = {
  /** Seconds to wait for the answers of the devices */
  "wait"?: number;
  /** These gates */
  "gateIds": string[];
  /** letIn: one person may go in; letOut: one may go out */
  "action": "letIn" | "letOut";
};

export type GateAnswerView = {
  /** Name */
  "name": string | null;
  /** Serial number of its device */
  "sn": string | null;
  /** The command that decides; several doors of a device may share one */
  "commandId": number | null;
  /** The state of the command; refused = nothing was sent */
  "status": "refused" | "queued" | "sent" | "done" | "failed" | "unanswered" | "expired" | "cancelled";
  /** Why nothing was sent */
  "reason": ("notFound" | "offline" | "disabled" | "unsupported") | null;
  /** The device's return code */
  "returnCode": number | null;
  /** What the code means */
  "returnMeaning": string | null;
  /** The gate */
  "gateId": string;
};

export type GateAnswersView = {
  /** One for each gate */
  "items": GateAnswerView[];
};

export type GateBody = {
  /** Serial number of its controller */
  "sn": string;
  /** Its number there, from 1 */
  "number": number;
  /** Name, one of its kind; left out = as the registration would name it */
  "name"?: string;
  /** The lock of the controller that lets in, by its number */
  "entryLock"?: number;
  /** The lock that lets out; null = nobody is let out from afar */
  "exitLock"?: number | null;
  /** An id of your own; left out = made for you */
  "id"?: string;
};

export type GateLevelBody = {
  /** Name, one of its kind */
  "name": string;
  /** Time zone; left out = always */
  "timeZoneId"?: number;
  /** Code of its area */
  "areaCode"?: string;
  /** An id of your own; left out = made for you */
  "id"?: string;
  /** Its gates, all of them */
  "gateIds"?: string[];
};

export type GateLevelPatch = {
  /** Name, one of its kind */
  "name"?: string;
  /** Time zone; left out = always */
  "timeZoneId"?: number;
  /** Code of its area */
  "areaCode"?: string;
  /** Its gates, all of them */
  "gateIds"?: string[];
};

export type GateLevelView = {
  /** Id */
  "id": string;
  /** Name */
  "name": string;
  /** Time zone; 1 = always */
  "timeZoneId": number;
  /** Code of its area */
  "areaCode": string;
  /** How many doors it leads to */
  "doorCount": number;
  /** How many people have it */
  "personCount": number;
  /** Why it opens nothing: it leads nowhere, nobody has it, its time zone is never open */
  "warnings": ("noPlaces" | "noPeople" | "noHours")[];
  /** What gives it to people by itself */
  "usedBy": LevelUseView[];
  /** When it was changed last: its version, for If-Match */
  "updatedAt": string;
  /** Its gates, all of them */
  "gateIds": string[];
};

export type GatePassRuleBody = {
  /** An id of your own; left out = made for you */
  "id"?: string;
  /** Name, one of its kind */
  "name": string;
  /** Up to five periods a day, each with its passing mode */
  "days": Record<string, unknown>;
  /** Serial numbers of its devices; left out or null = all that can keep it */
  "sns"?: string[] | null;
};

export type GatePassRulePatch = {
  /** Name, one of its kind */
  "name"?: string;
  /** Up to five periods a day, each with its passing mode */
  "days"?: Record<string, unknown>;
  /** Serial numbers of its devices; left out or null = all that can keep it */
  "sns"?: string[] | null;
};

export type GatePassRuleView = {
  /** Name, one of its kind */
  "name": string;
  /** Up to five periods a day, each with its passing mode */
  "days": Record<string, unknown>;
  /** Serial numbers of its devices; left out or null = all that can keep it */
  "sns"?: string[] | null;
  /** Id */
  "id": string;
  /** Its number on the devices, where it has one */
  "number"?: number;
  /** How far its devices are; not in lists */
  "devices"?: RuleDeviceView[];
  /** When it was changed last: its version, for If-Match */
  "updatedAt": string;
};

export type GatePatch = {
  /** Name, one of its kind */
  "name"?: string;
  /** The lock of the controller that lets in, by its number */
  "entryLock"?: number;
  /** The lock that lets out; null = nobody is let out from afar */
  "exitLock"?: number | null;
};

export type GateView = {
  /** Id */
  "id": string;
  /** Name */
  "name": string;
  /** Serial number of its controller */
  "sn": string;
  /** Number on its controller */
  "number": number;
  /** The lock of the controller that lets in, by its number */
  "entryLock": number;
  /** The lock that lets out; null = nobody is let out from afar */
  "exitLock": number | null;
  /** Infrared sensors, as the controller reports them; null = never reported */
  "irState": number | null;
  /** How many infrared sensors there are */
  "irSenseCount": number | null;
  /** Who went in */
  "inCount": number | null;
  /** Who went out */
  "outCount": number | null;
  /** Alarms */
  "alarmCount": number | null;
  /** Movements of the barrier */
  "runCount": number | null;
  /** Time of the last report */
  "reportedAt": string | null;
  /** When it was changed last: its version, for If-Match */
  "updatedAt": string;
};

export type GivenDiscountView = {
  /** Id of what was given */
  "id": string;
  /** Name of the discount; empty = given by hand */
  "name": string;
  /** What it is */
  "kind": "free" | "amount" | "minutes" | "percent";
  /** How much: in the smallest unit of the currency, minutes or percent */
  "value": number;
};

export type GroupCount = {
  /** A person group */
  "groupId": string;
  /** How many of the group are needed */
  "count": number;
};

export type HeldLevelView = {
  /** Id */
  "id": string;
  /** Name */
  "name": string;
  /** Whose level it is: access control, elevators, entrance control, visitors */
  "business": "acc" | "ele" | "psg" | "vis";
  /** The person has it in their own right */
  "granted": boolean;
  /** The person has it by the department */
  "inherited": boolean;
};

export type HeldLevelsView = {
  /** All of them */
  "items": HeldLevelView[];
};

export type HeldView = {
  /** What the device holds of the right; none = nothing, and it is to hold nothing */
  "state": "held" | "pending" | "sent" | "retrying" | "failed" | "unsupported" | "unknown" | "leaving" | "none";
  /** Since when it holds it as it should */
  "since": string | null;
  /** The command that carries what differs */
  "commandId": number | null;
};

export type HolidayBody = {
  /** Name */
  "name": string;
  /** yyyy-MM-dd */
  "date": string;
  /** Which holiday periods of a time zone count: hol1, hol2 or hol3 */
  "type"?: 1 | 2 | 3;
  /** Every year on that day */
  "everyYear"?: boolean;
};

export type HolidayPatch = {
  /** Name */
  "name"?: string;
  /** yyyy-MM-dd */
  "date"?: string;
  /** Which holiday periods of a time zone count: hol1, hol2 or hol3 */
  "type"?: 1 | 2 | 3;
  /** Every year on that day */
  "everyYear"?: boolean;
};

export type HolidayView = {
  /** Id */
  "id": string;
  /** Name */
  "name": string;
  /** yyyy-MM-dd */
  "date": string;
  /** 1, 2 or 3 */
  "type": number;
  /** Every year on that day */
  "everyYear": boolean;
  /** When it was changed last: its version, for If-Match */
  "updatedAt": string;
};

export type IdentificationView = {
  /** Number of the decision */
  "id": number;
  /** When it was asked */
  "at": string;
  /** The device's clock then */
  "deviceTime": string;
  /** Whose pin it was, or whose card; empty = unknown */
  "pin": string;
  /** The card shown; empty = none */
  "cardNo": string;
  /** The door asked about */
  "doorId": string | null;
  /** Its name then */
  "doorName": string;
  /** The answer to the device */
  "result": "SUCCESS" | "FAILED" | "TIMEOUT";
  /** Why */
  "reason": "granted" | "superUser" | "noDoor" | "doorDisabled" | "doorLocked" | "nobody" | "unknownPerson" | "unknownCard" | "otherCard" | "lostCard" | "disabled" | "left" | "notYetValid" | "expired" | "noLevel" | "outsideTimeZone" | "doorOutsideTimeZone" | "needsOthers" | "switchedOff" | "restored" | "unreadable" | "noAnswer";
  /** How often the same was asked and answered */
  "times": number;
};

export type IdentityCardView = {
  /** The device that read it */
  "sn": string;
  /** When */
  "reportedAt": string;
  /** Number of the citizen */
  "idNum": string;
  /** Number of the chip */
  "snNum": string;
  /** Number of the document */
  "dnNum": string;
  /** Name */
  "name": string;
  /** 1 male, 2 female */
  "gender": string;
  /** Code of the nationality (Access PUSH 7.6) */
  "nation": string;
  /** yyyyMMdd */
  "birthday": string;
  /** yyyyMMddyyyyMMdd, from and to */
  "validInfo": string;
  /** Address */
  "address": string;
  /** Issuing authority */
  "issuer": string;
};

export type IdleView = {
  /** Person */
  "pin": string;
  /** First name */
  "name": string;
  /** Last name */
  "lastName": string;
  /** Code of the department */
  "deptCode": string;
  /** Its name */
  "deptName": string;
  /** The card, or the main card of the person; empty without */
  "cardNo": string;
  /** The last event of the person, or with the card; null = none, or none that you see */
  "lastSeen": string | null;
};

export type ImportErrorView = {
  /** For programs: missing, taken, notFound, type, length, range, format, choice, order, twice ... or invalid */
  "code": string;
  /** What the code speaks of: by, min, max, on, line */
  "params"?: Record<string, unknown>;
  /** What is wrong */
  "message": string;
  /** Line of the file, from 1 */
  "line": number;
  /** Person number, empty where the line has none */
  "pin": string;
  /** Column that it is about */
  "field": string | null;
};

export type ImportRunView = {
  /** Whether it was a trial */
  "dryRun": boolean;
  /** Lines after the headings, without empty ones */
  "rows": number;
  /** Persons that were not there */
  "added": number;
  /** Persons that were there */
  "updated": number;
  /** Lines that were not taken over */
  "failed": number;
  /** Which, and why; the first thousand of them */
  "errors": ImportErrorView[];
  /** Headings that say nothing to us */
  "ignoredColumns": string[];
  /** Id */
  "id": string;
  /** interrupted: the gateway stopped; lines that are not done were not taken over, and can be sent again */
  "status": "running" | "done" | "interrupted";
  /** Lines that can be taken over */
  "total": number;
  /** Of these, handled so far */
  "done": number;
  /** When it began */
  "createdAt": string;
  /** When it ended */
  "finishedAt": string | null;
};

export type ImportTokensBody = {
  /** Tokens as their clients have them */
  "tokens": ImportedTokenBody[];
};

export type ImportView = {
  /** Whether it was a trial */
  "dryRun": boolean;
  /** Lines after the headings, without empty ones */
  "rows": number;
  /** Persons that were not there */
  "added": number;
  /** Persons that were there */
  "updated": number;
  /** Lines that were not taken over */
  "failed": number;
  /** Which, and why; the first thousand of them */
  "errors": ImportErrorView[];
  /** Headings that say nothing to us */
  "ignoredColumns": string[];
};

export type ImportedTokenBody = {
  /** Name, for the audit log */
  "name": string;
  /** Resources it opens, by the word behind /api, such as person; none = all of /api; admin = the admin API; admin:parking/records = that part of the admin API */
  "scopes"?: string[];
  /** When it ends, not before now; null = never; absent = with the token that makes it */
  "expiresAt"?: string | null;
  /** Networks it may be used from; none = everywhere; absent = as the token that makes it */
  "allowedCidrs"?: string[];
  /** What its client needs beyond the manual; null takes a switch away, and what is left out is as the manual says: `unknownLevels` (refuse | ignore): accLevelIds that do not exist: the call is refused (-24), or they are left out. Needed by clients that send "1" for the general level to every install. `doorState` (object | array): door/doorStateById and door/doorStateBySn answer one object; or always an array. There the sensor is a number, in door/allDoorState as well: 0 no sensor, 1 closed, 2 open, -1 unknown. Needed by hotel software that reads data[0] and compares sensor with "1" and "2". `parkRecords` (page | array): v2/parkTransaction/listParkRecordin and listParkRecordout answer a page (v1.2), or an array (v1.1). Needed by parking software written against v1.1, which prints the array under the path with v2. `posRecords` (page | array): transaction/listPosTransaction answers a page, or the records of the page as an array. Needed by canteen software that reads data[0].balance, as servers in use answer it. `eventNames` (server | protocol): eventName and verifyModeName in the words of the vendor's server, or in those of the device protocol. Needed by clients that were written against earlier versions of Postern, or against a list of the protocol. `certTypes` (strict | any): certType of a visitor is one of the kinds that the manual lists (else -250), or any number or word. Needed by reception software that numbers kinds of documents its own way. `uniqueEmail` (off | on): a mail address may be that of several people, or of one alone (else -71). Needed by clients that find people by their mail address and rely on a refusal of the second. `qrFormat` (site | card | vendor): getQrCode answers with the kind of code that the site has chosen, with a card number, or with the vendor's 2#.... Needed by clients that draw the code for readers of one kind at a site with both kinds. `templates` (add | edit): bioTemplate/add refuses a finger that is there already (-31, v1.1), or replaces it (v1.2). Needed by clients written against v1.2, which enrol a finger again without deleting it first. */
  "compatibility"?: {
    /** accLevelIds that do not exist: the call is refused (-24), or they are left out */
    "unknownLevels"?: ("refuse" | "ignore") | null;
    /** door/doorStateById and door/doorStateBySn answer one object; or always an array. There the sensor is a number, in door/allDoorState as well: 0 no sensor, 1 closed, 2 open, -1 unknown */
    "doorState"?: ("object" | "array") | null;
    /** v2/parkTransaction/listParkRecordin and listParkRecordout answer a page (v1.2), or an array (v1.1) */
    "parkRecords"?: ("page" | "array") | null;
    /** transaction/listPosTransaction answers a page, or the records of the page as an array */
    "posRecords"?: ("page" | "array") | null;
    /** eventName and verifyModeName in the words of the vendor's server, or in those of the device protocol */
    "eventNames"?: ("server" | "protocol") | null;
    /** certType of a visitor is one of the kinds that the manual lists (else -250), or any number or word */
    "certTypes"?: ("strict" | "any") | null;
    /** a mail address may be that of several people, or of one alone (else -71) */
    "uniqueEmail"?: ("off" | "on") | null;
    /** getQrCode answers with the kind of code that the site has chosen, with a card number, or with the vendor's 2#... */
    "qrFormat"?: ("site" | "card" | "vendor") | null;
    /** bioTemplate/add refuses a finger that is there already (-31, v1.1), or replaces it (v1.2) */
    "templates"?: ("add" | "edit") | null;
  };
  /** The token */
  "token": string;
};

export type ImportedTokenView = {
  /** Id */
  "id": string;
  /** Name */
  "name": string;
};

export type ImportedTokensView = {
  /** What was imported, in the order of the body */
  "items": ImportedTokenView[];
};

export type InputScheduleBody = {
  /** An id of your own; left out = made for you */
  "id"?: string;
  /** Serial number of its device */
  "sn": string;
  /** What works in the time zone only */
  "target": "exitButton" | "auxIn";
  /** Number of the door or auxiliary input on the device */
  "number": number;
  /** The time zone */
  "timeZoneId": number;
};

export type InputSchedulePatch = {
  /** Serial number of its device */
  "sn"?: string;
  /** What works in the time zone only */
  "target"?: "exitButton" | "auxIn";
  /** Number of the door or auxiliary input on the device */
  "number"?: number;
  /** The time zone */
  "timeZoneId"?: number;
};

export type InputScheduleView = {
  /** Serial number of its device */
  "sn": string;
  /** What works in the time zone only */
  "target": "exitButton" | "auxIn";
  /** Its number on the devices, where it has one */
  "number"?: number;
  /** The time zone */
  "timeZoneId": number;
  /** Id */
  "id": string;
  /** How far its devices are; not in lists */
  "devices"?: RuleDeviceView[];
  /** When it was changed last: its version, for If-Match */
  "updatedAt": string;
};

export type InsPersonPatch = {
  /** 0 ordinary, 1 VIP, 2 blacklist: is not let in; null = ordinary */
  "category"?: (0 | 1 | 2) | null;
  /** Role at FaceKiosk devices: 0 user, 14 super administrator; null = as everywhere */
  "privilege"?: (0 | 14) | null;
};

export type InsPersonView = {
  /** Pin */
  "pin": string;
  /** 0 ordinary, 1 VIP, 2 blacklist */
  "category": number;
  /** Role at FaceKiosk devices; null = as everywhere */
  "privilege": number | null;
};

export type InsideView = {
  /** Pin */
  "pin": string;
  /** First name; empty where nobody has the pin */
  "name": string;
  /** Last name */
  "lastName": string;
  /** Name of the department; empty for a visitor */
  "deptName": string;
  /** Telephone; absent for who may not read all of a person */
  "phone"?: string;
  /** A visitor */
  "visitor": boolean;
  /** Whom a visitor visits; empty for all others */
  "hostName": string;
  /** When the photo was set; null = there is none, or it is not shown to you */
  "photoAt": string | null;
  /** When the person came in */
  "since": string;
  /** The door of the newest event of the person; null = none, or it is outside of your areas */
  "lastDoor": LastDoorView | null;
};

export type InterlockRuleBody = {
  /** An id of your own; left out = made for you */
  "id"?: string;
  /** Name */
  "name"?: string;
  /** Serial number of its device */
  "sn": string;
  /** Numbers of the doors, of which one at a time may be open */
  "doors": number[];
};

export type InterlockRulePatch = {
  /** Name */
  "name"?: string;
  /** Serial number of its device */
  "sn"?: string;
  /** Numbers of the doors, of which one at a time may be open */
  "doors"?: number[];
};

export type InterlockRuleView = {
  /** Name */
  "name"?: string;
  /** Serial number of its device */
  "sn": string;
  /** Numbers of the doors, of which one at a time may be open */
  "doors": number[];
  /** Id */
  "id": string;
  /** Its number on the devices, where it has one */
  "number"?: number;
  /** How far its devices are; not in lists */
  "devices"?: RuleDeviceView[];
  /** When it was changed last: its version, for If-Match */
  "updatedAt": string;
};

export type IntrusionEventView = {
  /** Id */
  "id": string;
  /** The panel; null = an auxiliary input */
  "panelId": string | null;
  /** Name of the panel, or of the device of the input */
  "deviceName": string;
  /** Where the message came from */
  "deviceIp": string;
  /** Area, as it was */
  "areaCode": string | null;
  /** Its name */
  "areaName": string;
  /** Number of the partition; 0 = the panel */
  "partition": number;
  /** Its name, or its number */
  "partitionName": string;
  /** Number of the zone, or of the user who armed; 0 = none */
  "point": number;
  /** Its name, or its number */
  "pointName": string;
  /** ADM-CID, SIA-DCS; NULL = a panel that is missed, or heard again; aux = an auxiliary input */
  "protocol": string;
  /** Contact ID; the code of the panel where none has its meaning */
  "code": string;
  /** What it is about */
  "category": "burglary" | "panic" | "duress" | "fire" | "medical" | "technical" | "tamper" | "mains" | "battery" | "system" | "line" | "arming" | "bypass" | "test" | "other";
  /** What it does */
  "does": "alarm" | "trouble" | "restore" | "opening" | "closing" | "bypass" | "unbypass" | "test" | "other";
  /** The same in words */
  "name": string;
  /** Everything in one sentence */
  "content": string;
  /** When, by the clock of the site */
  "time": string;
  /** The same instant */
  "happenedAt": string;
  /** When it was received */
  "receivedAt": string;
};

export type KafkaBody = {
  /** How much is told of people: ids = the pin and no name, names = names as well, photos = names and addresses of pictures */
  "privacy"?: "ids" | "names" | "photos";
  /** Full card numbers are told; they open doors. Otherwise the last four digits are */
  "cards"?: boolean;
  /** Types of messages, such as door.forced or access.*; none = all */
  "types"?: string[];
  /** Where it goes on: now, start (the oldest there is), or behind a position; left out = where it is */
  "after"?: string;
  /** Name of this client. Left out = postern */
  "clientId"?: string;
  /** The connection is encrypted */
  "tls"?: boolean;
  /** Certificates to trust, as PEM */
  "ca"?: string | null;
  /** Certificate of this client, as PEM */
  "cert"?: string | null;
  /** Its private key, as PEM; left out = as it was, while the brokers stay; null = none */
  "key"?: string | null;
  /** How the client proves who it is */
  "sasl"?: {
    "mechanism": "PLAIN" | "SCRAM-SHA-256" | "SCRAM-SHA-512";
    "username": string;
    /** Never shown; left out = as it was, while the brokers stay; null = none */
    "password"?: string | null;
  } | null;
  /** Topic; with {type} in it each type has its own, as in postern.{type}. Left out = postern.events */
  "topic"?: string;
  /** Brokers to begin with, as host:port; they tell of the others */
  "brokers": string[];
};

export type KafkaSaslView = {
  /** Mechanism */
  "mechanism": "PLAIN" | "SCRAM-SHA-256" | "SCRAM-SHA-512";
  /** User name */
  "username": string;
};

export type KafkaTestBody = {
  /** How much is told of people: ids = the pin and no name, names = names as well, photos = names and addresses of pictures */
  "privacy"?: "ids" | "names" | "photos";
  /** Full card numbers are told; they open doors. Otherwise the last four digits are */
  "cards"?: boolean;
  /** Types of messages, such as door.forced or access.*; none = all */
  "types"?: string[];
  /** Where it goes on: now, start (the oldest there is), or behind a position; left out = where it is */
  "after"?: string;
  /** Name of this client. Left out = postern */
  "clientId"?: string;
  /** The connection is encrypted */
  "tls"?: boolean;
  /** Certificates to trust, as PEM */
  "ca"?: string | null;
  /** Certificate of this client, as PEM */
  "cert"?: string | null;
  /** Its private key, as PEM; left out = as it was, while the brokers stay; null = none */
  "key"?: string | null;
  /** How the client proves who it is */
  "sasl"?: {
    "mechanism": "PLAIN" | "SCRAM-SHA-256" | "SCRAM-SHA-512";
    "username": string;
    /** Never shown; left out = as it was, while the brokers stay; null = none */
    "password"?: string | null;
  } | null;
  /** Topic; with {type} in it each type has its own, as in postern.{type}. Left out = postern.events */
  "topic"?: string;
  /** Brokers to begin with, as host:port; they tell of the others; left out = what is set is tried */
  "brokers"?: string[];
};

export type KafkaView = {
  /** How much is told of people: ids = the pin and no name, names = names as well, photos = names and addresses of pictures */
  "privacy": "ids" | "names" | "photos";
  /** Full card numbers are told; they open doors. Otherwise the last four digits are */
  "cards": boolean;
  /** Types of messages, such as door.forced or access.*; none = all */
  "types": string[];
  /** Secrets that are set, by name; their values are never shown */
  "secrets": string[];
  /** How it gets on */
  "status": ReaderStatusView;
  /** When it was set last */
  "changedAt": string;
  /** Brokers to begin with, as host:port; they tell of the others */
  "brokers": string[];
  /** Name of this client */
  "clientId": string;
  /** The connection is encrypted */
  "tls": boolean;
  /** Certificates to trust, as PEM */
  "ca": string | null;
  /** Certificate of this client, as PEM */
  "cert": string | null;
  /** How the client proves who it is; the password is never shown */
  "sasl": KafkaSaslView | null;
  /** Topic; {type} stands for the type of the message */
  "topic": string;
};

export type KeepBody = {
  /** The newest of so many days */
  "daily": number;
  /** The newest of so many weeks */
  "weekly": number;
  /** The newest of so many months */
  "monthly": number;
};

export type KeepView = {
  /** The newest of so many days */
  "daily": number;
  /** The newest of so many weeks */
  "weekly": number;
  /** The newest of so many months */
  "monthly": number;
};

export type LackingView = {
  /** The pin */
  "pin": string;
  /** The name */
  "name": string;
  /** The devices that lack something of this person */
  "devices": string[];
};

export type LastDoorView = {
  /** Id of the door */
  "id": string;
  /** Its name when it happened */
  "name": string;
  /** When it happened */
  "at": string;
};

export type LeaveBody = {
  /** Leaves on, yyyy-MM-dd; left out = today */
  "leaveDate"?: string;
  /** Kind of leave */
  "leaveType"?: string;
};

export type LeaveTypeBody = {
  /** Number, by which clients ask for it */
  "leaveTypeNo": string;
  /** Name */
  "leaveTypeName": string;
};

export type LeaveTypePatch = {
  /** Name */
  "leaveTypeName": string;
};

export type LeaveTypeView = {
  /** Number, by which clients ask for it */
  "leaveTypeNo": string;
  /** Name */
  "leaveTypeName": string;
  /** When it was changed last: its version, for If-Match */
  "updatedAt": string;
};

export type LeaveView = {
  /** Pin */
  "pin": string;
  /** The first day on which the person is not there any more */
  "leaveDate": string;
  /** Kind of leave */
  "leaveType": string | null;
};

export type LevelOfDepartmentView = {
  /** Code of the department that new persons come into */
  "deptCode": string;
  /** Id of the level */
  "levelId": string;
  /** Its name */
  "name": string;
  /** Its doors, whatever the device opened before */
  "doorIds": string[];
  /** Pins of those who get it */
  "pins": string[];
};

export type LevelTakenView = {
  /** Its id; null in a trial where it would be made */
  "levelId": string | null;
  /** Its name */
  "name": string;
  /** None here leads to just these doors at these times */
  "isNew": boolean;
  /** Its doors */
  "doorIds": string[];
  /** When it is open */
  "zoneName": string;
  /** Who has it by the device */
  "persons": number;
  /** Those of them who did not have it here */
  "granted": number;
};

export type LevelUseView = {
  /** department: everybody in it gets the level; setting: the setting of this name gives it */
  "kind": "department" | "setting";
  /** Code of the department, or name of the setting */
  "id": string;
  /** Name */
  "name": string;
};

export type LinkageBody = {
  /** An id of your own; left out = made for you */
  "id"?: string;
  /** Name */
  "name"?: string;
  /** Serial number of its device */
  "sn": string;
  /** Number of the event that triggers it (appendix 2) */
  "event": number;
  /** Where the event happens */
  "inType": "any" | "door" | "reader" | "auxIn";
  /** Number of that place on the device */
  "inNumber"?: number;
  /** What it acts on */
  "outType": "lock" | "auxOut" | "camera";
  /** Number of the door or output */
  "outNumber"?: number;
  /** What it does there */
  "action"?: "open" | "close" | "normalOpen" | "lock" | "unlock";
  /** open: seconds */
  "seconds"?: number;
  /** camera: takes a photo */
  "takePhoto"?: boolean;
  /** camera: records */
  "recordVideo"?: boolean;
  /** camera: seconds recorded before the event */
  "secondsBefore"?: number;
  /** camera: seconds recorded after it */
  "secondsAfter"?: number;
};

export type LinkagePatch = {
  /** Name */
  "name"?: string;
  /** Serial number of its device */
  "sn"?: string;
  /** Number of the event that triggers it (appendix 2) */
  "event"?: number;
  /** Where the event happens */
  "inType"?: "any" | "door" | "reader" | "auxIn";
  /** Number of that place on the device */
  "inNumber"?: number;
  /** What it acts on */
  "outType"?: "lock" | "auxOut" | "camera";
  /** Number of the door or output */
  "outNumber"?: number;
  /** What it does there */
  "action"?: "open" | "close" | "normalOpen" | "lock" | "unlock";
  /** open: seconds */
  "seconds"?: number;
  /** camera: takes a photo */
  "takePhoto"?: boolean;
  /** camera: records */
  "recordVideo"?: boolean;
  /** camera: seconds recorded before the event */
  "secondsBefore"?: number;
  /** camera: seconds recorded after it */
  "secondsAfter"?: number;
};

export type LinkageView = {
  /** Name */
  "name"?: string;
  /** Serial number of its device */
  "sn": string;
  /** Number of the event that triggers it (appendix 2) */
  "event": number;
  /** Where the event happens */
  "inType": "any" | "door" | "reader" | "auxIn";
  /** Number of that place on the device */
  "inNumber"?: number;
  /** What it acts on */
  "outType": "lock" | "auxOut" | "camera";
  /** Number of the door or output */
  "outNumber"?: number;
  /** What it does there */
  "action"?: "open" | "close" | "normalOpen" | "lock" | "unlock";
  /** open: seconds */
  "seconds"?: number;
  /** camera: takes a photo */
  "takePhoto"?: boolean;
  /** camera: records */
  "recordVideo"?: boolean;
  /** camera: seconds recorded before the event */
  "secondsBefore"?: number;
  /** camera: seconds recorded after it */
  "secondsAfter"?: number;
  /** Id */
  "id": string;
  /** Its number on the devices, where it has one */
  "number"?: number;
  /** How far its devices are; not in lists */
  "devices"?: RuleDeviceView[];
  /** When it was changed last: its version, for If-Match */
  "updatedAt": string;
};

export type MediaPatch = {
  /** Which sides of a channel show it */
  "side"?: "in" | "out" | "both";
  /** Number of the area of the screen */
  "area"?: number;
  /** The part of the screen that the area takes */
  "range"?: number;
  /** Seconds until the screen shows the next one */
  "interval"?: number;
  /** Serial numbers of the devices that show it; null = all that have a screen */
  "devices"?: string[] | null;
};

export type MediaScreenView = {
  /** Serial number */
  "sn": string;
  /** Which side of the channel */
  "side": "in" | "out";
  /** How far it is */
  "status": "waiting" | "sent" | "done" | "failed";
  /** Number of the last command */
  "commandId": number | null;
  /** What the screen answered last */
  "returnCode": number | null;
  /** The same in words */
  "returnMeaning": string | null;
  /** Refused, or without an answer, so many times */
  "failures": number;
  /** When it is tried again */
  "retryAt": string | null;
  /** Since when it has this state */
  "updatedAt": string;
};

export type MediaScreens = {
  /** Wait for their device, or for another try */
  "waiting": number;
  /** Have the command and fetch the file */
  "sent": number;
  /** Have it */
  "done": number;
  /** Were given up */
  "failed": number;
};

export type MediaView = {
  /** Id */
  "id": string;
  /** Name */
  "name": string;
  /** What it is */
  "kind": "picture" | "video";
  /** What the file is, whatever it was called */
  "suffix": string;
  /** Bytes */
  "size": number;
  /** Where everybody who knows it may fetch the file */
  "path": string;
  /** Which sides of a channel show it */
  "side": "in" | "out" | "both";
  /** Number of the area of the screen */
  "area": number;
  /** The part of the screen that the area takes */
  "range": number;
  /** Seconds until the screen shows the next one */
  "interval": number;
  /** Serial numbers of the devices that show it; null = all that have a screen */
  "devices": string[] | null;
  /** How far the screens are; each side of a device counts */
  "screens": MediaScreens;
  /** Made at */
  "createdAt": string;
  /** Changed at */
  "updatedAt": string;
};

export type MemberOutcome = {
  /** Pin */
  "pin": string;
  /** Why nothing was changed for this person; null = it is done */
  "error": string | null;
};

export type MemberView = {
  /** Pin */
  "pin": string;
  /** First name */
  "name": string;
  /** Last name */
  "lastName": string;
};

export type MembersBody = {
  /** Pins of those who get it */
  "add"?: string[];
  /** Pins of those who lose it */
  "remove"?: string[];
};

export type MembersView = {
  /** Everybody who was named, once */
  "items": MemberOutcome[];
};

export type MoveBody = {
  /** Name or address of the other server */
  "host": string;
  /** Its port for devices */
  "port": number;
  /** Whether it wants HTTPS */
  "https"?: boolean;
  /** Let the device try the address first; left out = yes */
  "test"?: boolean;
  /** Restart the device after it; left out = yes: many change over only then */
  "restart"?: boolean;
};

export type MoveView = {
  /** The other server */
  "url": string;
  /** moved = it accepted the move, not that it has arrived; returned = it calls here again, or still */
  "status": "testing" | "setting" | "restarting" | "moved" | "failed" | "unknown" | "returned";
  /** Since when */
  "at": string;
  /** The command it waits for, or the last there was */
  "commandId": number;
  /** What went wrong */
  "reason": string | null;
};

export type MqttBody = {
  /** User name */
  "username"?: string | null;
  /** Password; never shown; left out = as it was, while address and user stay; null = none */
  "password"?: string | null;
  /** Certificates to trust, as PEM; left out = those that everybody trusts */
  "ca"?: string | null;
  /** Certificate of this client, as PEM */
  "cert"?: string | null;
  /** Its private key, as PEM; never shown; left out = as it was, while address and user stay; null = none */
  "key"?: string | null;
  /** In front of all topics. Left out = postern */
  "prefix"?: string;
  /** Home Assistant is told of devices and doors; null = it is not. Left out = homeassistant */
  "discovery"?: "homeassistant" | null;
  /** Doors take orders from the broker: whoever may publish there can open them. It needs MQTT 5. Left out = false */
  "commands"?: boolean;
  /** How much is told of people: ids = the pin and no name, names = names as well, photos = names and addresses of pictures. Left out = ids */
  "privacy"?: "ids" | "names" | "photos";
  /** mqtt://host:1883, mqtts://host:8883, ws://host/path or wss://host/path */
  "url": string;
};

export type MqttTestBody = {
  /** User name */
  "username"?: string | null;
  /** Password; never shown; left out = as it was, while address and user stay; null = none */
  "password"?: string | null;
  /** Certificates to trust, as PEM; left out = those that everybody trusts */
  "ca"?: string | null;
  /** Certificate of this client, as PEM */
  "cert"?: string | null;
  /** Its private key, as PEM; never shown; left out = as it was, while address and user stay; null = none */
  "key"?: string | null;
  /** In front of all topics. Left out = postern */
  "prefix"?: string;
  /** Home Assistant is told of devices and doors; null = it is not. Left out = homeassistant */
  "discovery"?: "homeassistant" | null;
  /** Doors take orders from the broker: whoever may publish there can open them. It needs MQTT 5. Left out = false */
  "commands"?: boolean;
  /** How much is told of people: ids = the pin and no name, names = names as well, photos = names and addresses of pictures. Left out = ids */
  "privacy"?: "ids" | "names" | "photos";
  /** mqtt://host:1883, mqtts://host:8883, ws://host/path or wss://host/path; left out = what is set is tried */
  "url"?: string;
};

export type MqttView = {
  /** mqtt://host:1883, mqtts://host:8883, ws://host/path or wss://host/path */
  "url": string;
  /** User name */
  "username": string | null;
  /** Certificates to trust, as PEM; left out = those that everybody trusts */
  "ca": string | null;
  /** Certificate of this client, as PEM */
  "cert": string | null;
  /** In front of all topics */
  "prefix": string;
  /** Home Assistant is told of devices and doors; null = it is not */
  "discovery": "homeassistant" | null;
  /** Doors take orders from the broker: whoever may publish there can open them. It needs MQTT 5 */
  "commands": boolean;
  /** How much is told of people: ids = the pin and no name, names = names as well, photos = names and addresses of pictures */
  "privacy": "ids" | "names" | "photos";
  /** Secrets that are set, by name; their values are never shown */
  "secrets": string[];
  /** How it gets on */
  "status": ReaderStatusView;
  /** When it was set last */
  "changedAt": string;
};

export type MultiCardRuleBody = {
  /** An id of your own; left out = made for you */
  "id"?: string;
  /** Its door */
  "doorId": string;
  /** Who has to come together: 2 to 5 cards in all */
  "groups": GroupCount[];
};

export type MultiCardRulePatch = {
  /** Its door */
  "doorId"?: string;
  /** Who has to come together: 2 to 5 cards in all */
  "groups"?: GroupCount[];
};

export type MultiCardRuleView = {
  /** Its door */
  "doorId": string;
  /** Who has to come together: 2 to 5 cards in all */
  "groups": GroupCount[];
  /** Id */
  "id": string;
  /** Its number on the devices, where it has one */
  "number"?: number;
  /** How far its devices are; not in lists */
  "devices"?: RuleDeviceView[];
  /** When it was changed last: its version, for If-Match */
  "updatedAt": string;
};

export type MusterBody = {
  /** Ids of the zones whose people are counted */
  "zoneIds": string[];
  /** Ids of the readers at which people tick themselves as safe */
  "readerIds"?: string[];
  /** A drill */
  "drill": boolean;
  /** An id of your own; left out = made for you */
  "id"?: string;
};

export type MusterCountsView = {
  /** All people of the muster */
  "total": number;
  /** Safe */
  "safe": number;
  /** Looked for */
  "missing": number;
  /** Not on the site */
  "notHere": number;
  /** Nobody has said anything of them */
  "unmarked": number;
};

export type MusterDetailView = {
  /** Id */
  "id": string;
  /** Zones */
  "zones": MusterZoneView[];
  /** Ids of the readers at which people tick themselves as safe */
  "readerIds": string[];
  /** A drill */
  "drill": boolean;
  /** When it began */
  "startedAt": string;
  /** Who began it */
  "startedBy": string;
  /** When it ended; null = it goes on */
  "endedAt": string | null;
  /** Who ended it */
  "endedBy": string | null;
  /** How many */
  "counts": MusterCountsView;
  /** People, by name */
  "persons": MusterPersonView[];
  /** What was known at the end: marks that come later do not change it; null = it goes on */
  "report": MusterReportView | null;
};

export type MusterMarkBody = {
  /** safe; missing = looked for; notHere = not on the site */
  "state": "safe" | "missing" | "notHere";
  /** When it was seen; left out = now. The newest counts, in whatever order they come */
  "at"?: string;
};

export type MusterPersonView = {
  /** Pin */
  "pin": string;
  /** First name when the muster began */
  "name": string;
  /** Last name */
  "lastName": string;
  /** Name of the department; empty for a visitor */
  "deptName": string;
  /** Telephone; absent for who may not read all of a person */
  "phone"?: string;
  /** A visitor */
  "visitor": boolean;
  /** Whom a visitor visits; empty for all others */
  "hostName": string;
  /** When the photo was set; null = there is none, or it is not shown to you */
  "photoAt": string | null;
  /** The zone that the person came into last; null = was not inside */
  "zoneId": string | null;
  /** When the person came in; null = was not inside */
  "since": string | null;
  /** The door of the newest event before the muster */
  "lastDoor": LastDoorView | null;
  /** Was not inside by the readers: added by hand, or came to a reader of the muster */
  "added": boolean;
  /** safe; missing = looked for; notHere = not on the site; null = nobody has said anything */
  "state": ("safe" | "missing" | "notHere") | null;
  /** When that was seen */
  "at": string | null;
  /** Who said it; null = a reader */
  "by": string | null;
  /** The reader; null = an operator said it */
  "readerId": string | null;
};

export type MusterReportView = {
  /** When it began */
  "startedAt": string;
  /** When it ended */
  "endedAt": string;
  /** How long it took, in seconds */
  "seconds": number;
  /** A drill */
  "drill": boolean;
  /** All people of the muster */
  "total": number;
  /** Safe */
  "safe": number;
  /** Not on the site */
  "notHere": number;
  /** Of all, those who were not inside by the readers */
  "added": number;
  /** When the last of those who are safe was seen */
  "lastSafeAt": string | null;
  /** Who is missing, also those of whom nobody had said anything */
  "missing": MusterPersonView[];
};

export type MusterView = {
  /** Id */
  "id": string;
  /** Zones */
  "zones": MusterZoneView[];
  /** Ids of the readers at which people tick themselves as safe */
  "readerIds": string[];
  /** A drill */
  "drill": boolean;
  /** When it began */
  "startedAt": string;
  /** Who began it */
  "startedBy": string;
  /** When it ended; null = it goes on */
  "endedAt": string | null;
  /** Who ended it */
  "endedBy": string | null;
  /** How many */
  "counts": MusterCountsView;
};

export type MusterZoneView = {
  /** Id */
  "id": string;
  /** Name when the muster began */
  "name": string;
};

export type NamePatch = {
  /** Its name */
  "name"?: string;
};

export type NatsBody = {
  /** How much is told of people: ids = the pin and no name, names = names as well, photos = names and addresses of pictures */
  "privacy"?: "ids" | "names" | "photos";
  /** Full card numbers are told; they open doors. Otherwise the last four digits are */
  "cards"?: boolean;
  /** Types of messages, such as door.forced or access.*; none = all */
  "types"?: string[];
  /** Where it goes on: now, start (the oldest there is), or behind a position; left out = where it is */
  "after"?: string;
  /** User name */
  "username"?: string | null;
  /** Password; left out = as it was, while the address stays; null = none */
  "password"?: string | null;
  /** Token in place of user and password; left out = as it was, while the address stays; null = none */
  "token"?: string | null;
  /** Seed of an NKey; left out = as it was, while the address stays; null = none */
  "nkey"?: string | null;
  /** Text of a credentials file (JWT and seed); left out = as it was, while the address stays; null = none */
  "creds"?: string | null;
  /** Certificates to trust, as PEM; with them the connection is encrypted in any case */
  "ca"?: string | null;
  /** Certificate of this client, as PEM */
  "cert"?: string | null;
  /** Its private key, as PEM; left out = as it was, while the address stays; null = none */
  "key"?: string | null;
  /** Stream that keeps the messages; it is made if it is not there. Left out = POSTERN */
  "stream"?: string;
  /** Subjects are prefix.type, such as postern.access.granted. Left out = postern */
  "prefix"?: string;
  /** nats://host:4222, tls://host:4222, ws://host or wss://host */
  "url": string;
};

export type NatsTestBody = {
  /** How much is told of people: ids = the pin and no name, names = names as well, photos = names and addresses of pictures */
  "privacy"?: "ids" | "names" | "photos";
  /** Full card numbers are told; they open doors. Otherwise the last four digits are */
  "cards"?: boolean;
  /** Types of messages, such as door.forced or access.*; none = all */
  "types"?: string[];
  /** Where it goes on: now, start (the oldest there is), or behind a position; left out = where it is */
  "after"?: string;
  /** User name */
  "username"?: string | null;
  /** Password; left out = as it was, while the address stays; null = none */
  "password"?: string | null;
  /** Token in place of user and password; left out = as it was, while the address stays; null = none */
  "token"?: string | null;
  /** Seed of an NKey; left out = as it was, while the address stays; null = none */
  "nkey"?: string | null;
  /** Text of a credentials file (JWT and seed); left out = as it was, while the address stays; null = none */
  "creds"?: string | null;
  /** Certificates to trust, as PEM; with them the connection is encrypted in any case */
  "ca"?: string | null;
  /** Certificate of this client, as PEM */
  "cert"?: string | null;
  /** Its private key, as PEM; left out = as it was, while the address stays; null = none */
  "key"?: string | null;
  /** Stream that keeps the messages; it is made if it is not there. Left out = POSTERN */
  "stream"?: string;
  /** Subjects are prefix.type, such as postern.access.granted. Left out = postern */
  "prefix"?: string;
  /** nats://host:4222, tls://host:4222, ws://host or wss://host; left out = what is set is tried */
  "url"?: string;
};

export type NatsView = {
  /** How much is told of people: ids = the pin and no name, names = names as well, photos = names and addresses of pictures */
  "privacy": "ids" | "names" | "photos";
  /** Full card numbers are told; they open doors. Otherwise the last four digits are */
  "cards": boolean;
  /** Types of messages, such as door.forced or access.*; none = all */
  "types": string[];
  /** Secrets that are set, by name; their values are never shown */
  "secrets": string[];
  /** How it gets on */
  "status": ReaderStatusView;
  /** When it was set last */
  "changedAt": string;
  /** nats://host:4222, tls://host:4222, ws://host or wss://host */
  "url": string;
  /** User name */
  "username": string | null;
  /** Certificates to trust, as PEM */
  "ca": string | null;
  /** Certificate of this client, as PEM */
  "cert": string | null;
  /** Stream that keeps the messages */
  "stream": string;
  /** Subjects are prefix.type */
  "prefix": string;
};

export type NewConsumptionSourceView = {
  /** Id */
  "id": string;
  /** Its name */
  "name": string;
  /** Where it delivers: this path of the gateway */
  "path": string;
  /** When it was made */
  "createdAt": string;
  /** When it delivered last; null = never */
  "lastAt": string | null;
  /** What it signs with, as Standard Webhooks say; shown once */
  "secret": string;
};

export type NewDeviceBody = {
  /** Port 4370: address of the terminal */
  "host"?: string;
  /** Port 4370: its port; left out = 4370 */
  "port"?: number;
  /** Port 4370: comm key of its menu, 0 = none */
  "commKey"?: number;
  /** Port 4370: TCP, UDP, or TCP first */
  "transport"?: "auto" | "tcp" | "udp";
  /** Port 4370: encoding of names on it */
  "encoding"?: "utf-8" | "gbk" | "big5" | "windows-1256" | "windows-1251" | "windows-1252" | "windows-874";
  /** Port 4370: what it counts when it is told how long to open */
  "unlockUnit"?: "tenths" | "seconds";
  /** Port 4370: listened to all the time; else asked every pollSeconds and left to other programs between */
  "live"?: boolean;
  /** Port 4370: seconds between two looks */
  "pollSeconds"?: number;
  /** Port 4370: its log is cleared once all of it is stored; left out = false */
  "clearAfterRead"?: boolean;
  /** Name; doors are named after it */
  "name"?: string;
  /** What it is used for */
  "module"?: "acc" | "att" | "ele" | "psg" | "ins";
  /** Code of its area */
  "areaCode"?: string;
  /** IANA time zone of its clock; null = the site's */
  "timeZone"?: string | null;
  /** Protocol version it is given; above 3.0.1 it may ask for an encryption that Postern does not have */
  "pushProtVer"?: "3.0.1" | "3.1.1" | "3.1.2";
  /** Token of its requests: off, observe = looked at, enforce = without it nothing is answered; enforce once the device has sent 20 full ones in a row */
  "tokenMode"?: "off" | "observe" | "enforce";
  /** Calls with its serial number from other addresses than its own: pin = held, warn = served and reported, off = served */
  "addressMode"?: "pin" | "warn" | "off";
  /** Its own addresses, or networks such as 10.0.0.0/24; none = the next address that it calls from */
  "addresses"?: string[];
  /** It asks here who may pass, and opens by the answer */
  "remoteIdentification"?: boolean;
  /** Behaviour of its firmware that differs: requestDelay, commandsPerPoll, keepClock, doorByDoor, zonesOverwrite, authSucceed, svrNSLevel, plainOk.<table>; null takes one away */
  "quirks"?: Record<string, unknown>;
  /** When its events are compared with ours: where their numbers have a gap, every night as well, never */
  "reconcile"?: "gap" | "nightly" | "off";
  /** What of people it teaches: fill = what is empty with us, replace = what it tells by itself takes the place of what we have, too, nothing; an enrolment that was asked for always counts */
  "learns"?: "fill" | "replace" | "nothing";
  /** Its events are attendance records, whatever it is used for */
  "attendance"?: boolean;
  /** Serial number; of a terminal on port 4370 it may be left out where that can be asked */
  "sn"?: string;
  /** pull = a terminal on port 4370, which is called at its address; left out = the device calls */
  "link"?: "pull";
  /** What becomes of the users that it holds when it first calls; left out = keep */
  "existing"?: "keep" | "clear" | "import";
  /** An id of your own; left out = made for you */
  "id"?: string;
};

export type NewOperatorView = {
  /** Id */
  "id": string;
  /** Name */
  "name": string;
  /** Role */
  "role": "admin" | "operator" | "guard" | "reception" | "installer" | "auditor";
  /** Areas; null = all */
  "areaCodes": string[] | null;
  /** Departments; null = all */
  "departmentCodes": string[] | null;
  /** Cannot sign in */
  "disabled": boolean;
  /** Somebody else has made the password */
  "mustChange": boolean;
  /** Made at */
  "createdAt": string;
  /** Last changed at */
  "updatedAt": string;
  /** The password that was made: shown this once; null = it was given */
  "password": string | null;
};

export type NewTokenView = {
  /** Id */
  "id": string;
  /** The token: shown this once */
  "token": string;
};

export type NewWebhookView = {
  /** Id */
  "id": string;
  /** What it is called; left out = the beginning of its address */
  "name": string;
  /** Where messages are posted to; https only, unless WEBHOOK_ALLOW_PRIVATE is set; never a private or special address without it */
  "url": string;
  /** Types of messages, such as access.granted or access.*; none = all */
  "types": string[];
  /** Serial numbers of the devices that it is about; none = all */
  "sns": string[];
  /** Ids of the doors that it is about; none = all */
  "doorIds": string[];
  /** Codes of areas, with those below them; none = all */
  "areaCodes": string[];
  /** Of alarms of cameras (camera.alarm) those with these codes; none = all */
  "alarmCodes": string[];
  /** 0 everything, 1 warnings and alarms, 2 alarms; what is no event has level 0 */
  "minLevel": number;
  /** How much is told of people: ids (pins), names, or photos (names, and addresses of pictures) */
  "privacy": "ids" | "names" | "photos";
  /** Full card numbers: they open doors */
  "cards": boolean;
  /** One after the other: a message that fails holds up those behind it until it is delivered or dead */
  "ordered": boolean;
  /** Messages under way at once */
  "concurrency": number;
  /** Names of its headers; the values are secrets */
  "headers": Record<string, unknown>;
  /** Certificates in PEM, one of which the receiver's must come from; null = those that Node trusts */
  "ca": string | null;
  /** paused by an operator, disabled by the gateway */
  "status": "active" | "paused" | "disabled";
  /** Why it is disabled */
  "reason": string | null;
  /** Everything up to this position of the feed was sent, waits to be sent again, or is not for it */
  "position": string;
  /** How many messages it has got, or is to get again: the newest sequence */
  "sequence": number;
  /** Since when nothing has arrived */
  "failingSince": string | null;
  /** When a message has arrived last */
  "lastSuccessAt": string | null;
  /** It is spared until then, because it fails or has asked for it */
  "sparedUntil": string | null;
  /** Messages that wait to be sent again */
  "pending": number;
  /** Messages that were given up */
  "dead": number;
  /** Until when messages are signed with the secret before this one, too */
  "previousUntil": string | null;
  /** Made at */
  "createdAt": string;
  /** When it was changed last: its version, for If-Match */
  "updatedAt": string;
  /** What messages are signed with (Standard Webhooks): shown this once */
  "secret": string;
};

export type NewcomerList = {
  /** Who calls with its serial number from elsewhere, the last first */
  "items": NewcomerView[];
};

export type NewcomerView = {
  /** Address it calls from */
  "address": string;
  /** MAC address, as the caller names it; empty = not reported */
  "mac": string;
  /** Model, as the caller names it; empty = not reported */
  "model": string;
  /** Firmware, as the caller names it; empty = not reported */
  "firmware": string;
  /** It names what the device named when it registered */
  "sameRegistration": boolean;
  /** The device itself called in between: there are two */
  "duplicate": boolean;
  /** Calls since it was first seen; may be slightly out of date */
  "calls": number;
  /** First call */
  "firstSeenAt": string;
  /** Last call; may be slightly out of date */
  "lastSeenAt": string;
};

export type NightBody = {
  /** When it begins, by the clock of the site */
  "from": string;
  /** When it ends; where it is not later than from, on the next day */
  "to": string;
  /** Once for each night that the stay touches, in the smallest unit of the currency; null = by periods */
  "flat"?: number | null;
  /** Each period that begins in the night; null without flat = it is free */
  "each"?: PeriodBody | null;
  /** The most for one night, in the smallest unit of the currency; null = no limit */
  "maximum"?: number | null;
};

export type NightView = {
  /** When it begins */
  "from": string;
  /** When it ends */
  "to": string;
  /** Once for each night */
  "flat": number | null;
  /** Each period */
  "each": PeriodView | null;
  /** The most for one night */
  "maximum": number | null;
};

export type NotTakenView = {
  /** Table of the device */
  "table": string;
  /** Rows that nothing here wants */
  "rows": number;
  /** Why they are not taken over */
  "why": string;
  /** Where they are made by hand, in the admin API */
  "where": string | null;
};

export type NoteBody = {
  /** What is to be known */
  "note": string;
};

export type NtpServerBody = {
  /** An id of your own; left out = made for you */
  "id"?: string;
  /** Host name or address */
  "address": string;
  /** Serial numbers of its devices; left out or null = all that can keep it */
  "sns"?: string[] | null;
};

export type NtpServerPatch = {
  /** Host name or address */
  "address"?: string;
  /** Serial numbers of its devices; left out or null = all that can keep it */
  "sns"?: string[] | null;
};

export type NtpServerView = {
  /** Host name or address */
  "address": string;
  /** Serial numbers of its devices; left out or null = all that can keep it */
  "sns"?: string[] | null;
  /** Id */
  "id": string;
  /** Its number on the devices, where it has one */
  "number"?: number;
  /** How far its devices are; not in lists */
  "devices"?: RuleDeviceView[];
  /** When it was changed last: its version, for If-Match */
  "updatedAt": string;
};

export type NuisanceView = {
  /** The door */
  "doorId": string;
  /** Name of the door */
  "doorName": string;
  /** Serial number of the device */
  "sn": string;
  /** Name of the device; null where it was deleted */
  "deviceName": string | null;
  /** What it is about */
  "kind": "duress" | "burglary" | "panic" | "medical" | "fire" | "forced" | "technical" | "tamper" | "heldOpen" | "offline" | "mains" | "battery" | "camera" | "part" | "line" | "network" | "invalidCard" | "elevator" | "capacity" | "sync" | "clock" | "holdNotEnded" | "other";
  /** How often it happened */
  "count": number;
  /** The last time */
  "lastAt": string;
  /** exitButton: it is forced within 3 s of its exit button; closer: it stays open at the same hour of the day; null = unknown */
  "cause": ("exitButton" | "closer" | null) | null;
};

export type NuisancesView = {
  /** At most ten, the worst first */
  "items": NuisanceView[];
};

export type OccupancyView = {
  /** The time zone of the site: hours are its own */
  "timeZone": string;
  /** The zones, in the order of their names */
  "keys": CountKeyView[];
  /** Each hour: its start, then the most people at one moment for each zone */
  "rows": ((string | number)[])[];
  /** Those who are in each zone now */
  "now": number[];
  /** Those who are in all of them now */
  "total": number;
};

export type OpenChannelBody = {
  /** Seconds to wait for the answer of the device */
  "wait"?: number;
};

export type OpenedChannelView = {
  /** The command of the device; null = a controller of the site has opened it */
  "commandId": number | null;
};

export type OperationView = {
  /** Number */
  "id": number;
  /** The terminal's wall clock */
  "at": string;
  /** Code (Attendance PUSH) */
  "code": number;
  /** What the code means, empty where it is not known */
  "operation": string;
  /** Person number of the administrator; 0 = nobody */
  "operator": string;
  /** The object of the operation, as the terminal reports it */
  "objects": string[];
  /** When it came */
  "receivedAt": string;
};

export type OperatorBody = {
  /** Name to sign in with; unique without regard to case */
  "name": string;
  /** Password of at least 12 characters; absent = one is made and shown once */
  "password"?: string;
  /** What the operator may do */
  "role": "admin" | "operator" | "guard" | "reception" | "installer" | "auditor";
  /** Only doors and devices of these areas and those below them; null or absent = all */
  "areaCodes"?: string[] | null;
  /** Only people of these departments and those below them; null or absent = all */
  "departmentCodes"?: string[] | null;
  /** Cannot sign in */
  "disabled"?: boolean;
};

export type OperatorPatch = {
  /** Name to sign in with */
  "name"?: string;
  /** Another password of at least 12 characters */
  "password"?: string;
  /** What the operator may do */
  "role"?: "admin" | "operator" | "guard" | "reception" | "installer" | "auditor";
  /** Only doors and devices of these areas; null = all */
  "areaCodes"?: string[] | null;
  /** Only people of these departments; null = all */
  "departmentCodes"?: string[] | null;
  /** Cannot sign in */
  "disabled"?: boolean;
};

export type OperatorSessionView = {
  /** Id */
  "id": string;
  /** From which address */
  "address": string;
  /** The browser, as it names itself */
  "agent": string;
  /** Signed in at */
  "since": string;
  /** Last seen at, to the minute */
  "seenAt": string;
};

export type OperatorSessionsView = {
  /** Sessions, the latest first */
  "items": OperatorSessionView[];
};

export type OperatorView = {
  /** Id */
  "id": string;
  /** Name */
  "name": string;
  /** Role */
  "role": "admin" | "operator" | "guard" | "reception" | "installer" | "auditor";
  /** Areas; null = all */
  "areaCodes": string[] | null;
  /** Departments; null = all */
  "departmentCodes": string[] | null;
  /** Cannot sign in */
  "disabled": boolean;
  /** Somebody else has made the password */
  "mustChange": boolean;
  /** Made at */
  "createdAt": string;
  /** Last changed at */
  "updatedAt": string;
};

export type OptionsAnswerView = {
  /** The values that the device last reported or accepted, without secrets */
  "values": Record<string, unknown>;
  /** The command to the device */
  "command": CommandView;
};

export type OptionsView = {
  /** The values that the device last reported or accepted, without secrets */
  "values": Record<string, unknown>;
};

export type OtherDaysBody = {
  /** The first periods of a stay, one after the other */
  "steps"?: PeriodBody[];
  /** Each period that begins after them; null = no more is charged */
  "each"?: PeriodBody | null;
  /** The most for one day, in the smallest unit of the currency; null = no limit */
  "dayMaximum"?: number | null;
  /** A part of the day with a rate of its own; null = none */
  "night"?: NightBody | null;
  /** For which days: sun, mon, tue, wed, thu, fri, sat, hol; hol = a holiday of the site (`/holidays`) */
  "days": string[];
};

export type OtherDaysView = {
  /** The first periods of a stay, one after the other */
  "steps": PeriodView[];
  /** Each period that begins after them; null = no more is charged */
  "each": PeriodView | null;
  /** The most for one day, in the smallest unit of the currency; null = no limit */
  "dayMaximum": number | null;
  /** A part of the day with a rate of its own; null = none */
  "night": NightView | null;
  /** For which days */
  "days": ("sun" | "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "hol")[];
};

export type OutputStateView = {
  /** Devices do not tell it: on and off are what our last acknowledged command made of it. Unknown where there was none since the device started, or where no answer came; rules on the device may have switched it since */
  "output": "on" | "off" | "unknown";
  /** Since when */
  "since": string | null;
  /** When it ends by itself; null = not */
  "until": string | null;
};

export type OwnAddressView = {
  /** Address of this machine */
  "ip": string;
  /** Port that devices call */
  "port": number;
  /** Devices have to speak HTTPS */
  "https": boolean;
};

export type PanelBody = {
  /** Its name */
  "name": string;
  /** Account number, as the panel sends it behind # */
  "account": string;
  /** Receiver number (R); empty = any */
  "receiver"?: string;
  /** Account prefix (L); empty = any */
  "line"?: string;
  /** AES key: 16, 24 or 32 characters, or twice as many hexadecimal digits; null = it sends in plain text */
  "key"?: string | null;
  /** Addresses and networks that it may send from; empty = any */
  "sources"?: string[];
  /** Area */
  "areaCode"?: string | null;
  /** Seconds without a message until it is missed; 0 = never */
  "pollSeconds"?: number;
  /** An id of your own; left out = made for you */
  "id"?: string;
};

export type PanelPatch = {
  /** Its name */
  "name"?: string;
  /** Account number, as the panel sends it behind # */
  "account"?: string;
  /** Receiver number (R); empty = any */
  "receiver"?: string;
  /** Account prefix (L); empty = any */
  "line"?: string;
  /** AES key: 16, 24 or 32 characters, or twice as many hexadecimal digits; null = it sends in plain text */
  "key"?: string | null;
  /** Addresses and networks that it may send from; empty = any */
  "sources"?: string[];
  /** Area */
  "areaCode"?: string | null;
  /** Seconds without a message until it is missed; 0 = never */
  "pollSeconds"?: number;
};

export type PanelView = {
  /** Id */
  "id": string;
  /** Its name */
  "name": string;
  /** Account number */
  "account": string;
  /** Receiver number (R); empty = any */
  "receiver": string;
  /** Account prefix (L); empty = any */
  "line": string;
  /** Whether it encrypts; then nothing else is taken */
  "hasKey": boolean;
  /** Where it may send from; empty = anywhere */
  "sources": string[];
  /** Area */
  "areaCode": string | null;
  /** Seconds without a message until it is missed; 0 = never */
  "pollSeconds": number;
  /** Where its last message came from */
  "address": string;
  /** When it was heard last; null = never */
  "lastSeenAt": string | null;
  /** Missed since then; null = it is not */
  "silentSince": string | null;
  /** When it was changed last */
  "changedAt": string;
};

export type ParkingAreaBody = {
  /** Name, one of its kind */
  "name": string;
  /** Id of the parking area above; null = at the top */
  "parentId"?: string | null;
  /** Whether cars of which nothing is known are let in, to pay */
  "admitsTemporary"?: boolean;
  /** An id of your own; left out = made for you */
  "id"?: string;
};

export type ParkingAreaPatch = {
  /** Name, one of its kind */
  "name"?: string;
  /** Id of the parking area above; null = at the top */
  "parentId"?: string | null;
  /** Whether cars of which nothing is known are let in, to pay */
  "admitsTemporary"?: boolean;
};

export type ParkingAreaView = {
  /** Id */
  "id": string;
  /** Name */
  "name": string;
  /** Id of the parking area above */
  "parentId": string | null;
  /** Whether cars of which nothing is known are let in, to pay */
  "admitsTemporary": boolean;
  /** When it was changed last: its version, for If-Match */
  "updatedAt": string;
};

export type ParkingCarTypeBody = {
  /** Name, one of its kind */
  "name": string;
  /** An id of your own; left out = made for you */
  "id"?: string;
};

export type ParkingCarTypePatch = {
  /** Name, one of its kind */
  "name"?: string;
};

export type ParkingCarTypeView = {
  /** Id */
  "id": string;
  /** Name */
  "name": string;
  /** When it was changed last: its version, for If-Match */
  "updatedAt": string;
};

export type ParkingChannelBody = {
  /** Id of its entrance, of the same parking area */
  "entranceId"?: string | null;
  /** What lets a car through: nothing, a door, an auxiliary output, or a controller of the site by HTTP */
  "barrier"?: "none" | "door" | "auxOutput" | "http";
  /** Id of the door or of the auxiliary output */
  "barrierId"?: string | null;
  /** Seconds for which it opens; left out = 5 */
  "barrierSeconds"?: number;
  /** Where the controller of the site takes a POST that opens the barrier once */
  "barrierUrl"?: string | null;
  /** The header Authorization of that request; it is not shown again */
  "barrierSecret"?: string | null;
  /** Id of the reader that gives plates as card numbers */
  "readerId"?: string | null;
  /** Whether cars of which nothing is known are let in, to pay; null = as the parking area says */
  "admitsTemporary"?: boolean | null;
  /** Name, one of its kind */
  "name": string;
  /** Id of its parking area */
  "areaId": string;
  /** Where it leads: 1 main entry, 2 main exit, 3 inner entry, 4 inner exit, 5 central pay point, 6 central pay exit */
  "state": number;
  /** An id of your own; left out = made for you */
  "id"?: string;
};

export type ParkingChannelPatch = {
  /** Id of its entrance, of the same parking area */
  "entranceId"?: string | null;
  /** What lets a car through: nothing, a door, an auxiliary output, or a controller of the site by HTTP */
  "barrier"?: "none" | "door" | "auxOutput" | "http";
  /** Id of the door or of the auxiliary output */
  "barrierId"?: string | null;
  /** Seconds for which it opens; left out = 5 */
  "barrierSeconds"?: number;
  /** Where the controller of the site takes a POST that opens the barrier once */
  "barrierUrl"?: string | null;
  /** The header Authorization of that request; it is not shown again */
  "barrierSecret"?: string | null;
  /** Id of the reader that gives plates as card numbers */
  "readerId"?: string | null;
  /** Whether cars of which nothing is known are let in, to pay; null = as the parking area says */
  "admitsTemporary"?: boolean | null;
  /** Name, one of its kind */
  "name"?: string;
  /** Id of its parking area */
  "areaId"?: string;
  /** Where it leads: 1 main entry, 2 main exit, 3 inner entry, 4 inner exit, 5 central pay point, 6 central pay exit */
  "state"?: number;
};

export type ParkingChannelView = {
  /** Id */
  "id": string;
  /** Name */
  "name": string;
  /** Id of its parking area */
  "areaId": string;
  /** Where it leads: 1 main entry, 2 main exit, 3 inner entry, 4 inner exit, 5 central pay point, 6 central pay exit */
  "state": number;
  /** The same in words */
  "stateName": string;
  /** Which way cars go; null = neither */
  "direction": ("in" | "out") | null;
  /** Id of its entrance */
  "entranceId": string | null;
  /** What lets a car through: nothing, a door, an auxiliary output, or a controller of the site by HTTP */
  "barrier": "none" | "door" | "auxOutput" | "http";
  /** Id of the door or of the auxiliary output */
  "barrierId": string | null;
  /** Seconds for which it opens */
  "barrierSeconds": number;
  /** Where the controller of the site takes a POST that opens the barrier */
  "barrierUrl": string | null;
  /** Whether the request has a header Authorization */
  "hasBarrierSecret": boolean;
  /** Id of the reader that gives plates as card numbers */
  "readerId": string | null;
  /** Whether cars of which nothing is known are let in, to pay; null = as the parking area says */
  "admitsTemporary": boolean | null;
  /** When it was changed last: its version, for If-Match */
  "updatedAt": string;
};

export type ParkingCostView = {
  /** ISO 4217 */
  "currency": string;
  /** The sum, in the smallest unit of the currency */
  "total": number;
  /** The sum in units of the currency */
  "text": string;
  /** How it comes about */
  "lines": ChargeView[];
  /** Id of the tariff; null = nothing is to be paid there */
  "tariffId": string | null;
  /** Its name */
  "tariffName": string | null;
  /** What was paid, in the smallest unit of the currency */
  "paid": number;
  /** The same in units of the currency */
  "paidText": string;
  /** What is to be paid before the car may leave, in the smallest unit of the currency */
  "due": number;
  /** The same in units of the currency */
  "dueText": string;
  /** Whether all of the stay is in the days of a fixed vehicle */
  "isFixed": boolean;
};

export type ParkingDiscountBody = {
  /** Name, one of its kind */
  "name": string;
  /** An id of your own; left out = made for you */
  "id"?: string;
  /** What the bill is reduced by */
  "kind": "free" | "amount" | "minutes" | "percent";
  /** How much: in the smallest unit of the currency, in minutes or in percent; left out where all is free */
  "value"?: number;
};

export type ParkingDiscountGivenBody = {
  /** Id of a discount; left out = kind and value say what it is */
  "discountId"?: string;
  /** What it is: free, an amount, minutes or percent */
  "kind"?: "free" | "amount" | "minutes" | "percent";
  /** How much: in the smallest unit of the currency, minutes or percent */
  "value"?: number;
};

export type ParkingDiscountPatch = {
  /** Name, one of its kind */
  "name"?: string;
  /** What the bill is reduced by */
  "kind"?: "free" | "amount" | "minutes" | "percent";
  /** How much: in the smallest unit of the currency, in minutes or in percent; left out where all is free */
  "value"?: number;
};

export type ParkingDiscountView = {
  /** Id */
  "id": string;
  /** Name */
  "name": string;
  /** What the bill is reduced by */
  "kind": "free" | "amount" | "minutes" | "percent";
  /** How much: in the smallest unit of the currency, in minutes or in percent */
  "value": number;
  /** When it was changed last: its version, for If-Match */
  "updatedAt": string;
};

export type ParkingLeaveBody = {
  /** When it left; left out = now */
  "at"?: string;
};

export type ParkingPaymentBody = {
  /** How it was paid, as you name it */
  "paymentType": string;
};

export type ParkingPaymentView = {
  /** Id of the bill: recordId of the facade */
  "id": string;
  /** Id of the stay */
  "stayId": string;
  /** The plate as plates are compared */
  "plate": string;
  /** As it was read */
  "carNumber": string;
  /** Name of the parking area at the entry */
  "areaName": string;
  /** What was paid, in the smallest unit of the currency */
  "amount": number;
  /** ISO 4217 */
  "currency": string;
  /** The amount in units of the currency */
  "text": string;
  /** How it was paid */
  "paymentType": string;
  /** When */
  "paidAt": string;
};

export type ParkingPlaceBody = {
  /** Name, one of its kind */
  "name": string;
  /** An id of your own; left out = made for you */
  "id"?: string;
  /** Id of its parking area */
  "areaId": string;
};

export type ParkingPlacePatch = {
  /** Name, one of its kind */
  "name"?: string;
  /** Id of its parking area */
  "areaId"?: string;
};

export type ParkingPlaceView = {
  /** Id */
  "id": string;
  /** Name */
  "name": string;
  /** Id of its parking area */
  "areaId": string;
  /** When it was changed last: its version, for If-Match */
  "updatedAt": string;
};

export type ParkingPlateBody = {
  /** On which list */
  "list": "allow" | "deny";
  /** First day; left out = since ever */
  "from"?: string | null;
  /** Last day; left out = for ever */
  "to"?: string | null;
};

export type ParkingPlateView = {
  /** The plate as plates are compared */
  "plate": string;
  /** As it was given */
  "carNumber": string;
  /** On which list */
  "list": "allow" | "deny";
  /** First day; null = since ever */
  "from": string | null;
  /** Last day; null = for ever */
  "to": string | null;
  /** When it was changed last: its version, for If-Match */
  "updatedAt": string;
};

export type ParkingQuoteBody = {
  /** Id of the tariff */
  "tariffId": string;
  /** When the car comes in */
  "from": string;
  /** When it leaves */
  "to": string;
  /** Discounts */
  "discounts"?: DiscountValueBody[];
};

export type ParkingQuoteView = {
  /** ISO 4217 */
  "currency": string;
  /** The sum, in the smallest unit of the currency */
  "total": number;
  /** The sum in units of the currency */
  "text": string;
  /** How it comes about */
  "lines": ChargeView[];
};

export type ParkingRecordBody = {
  /** Id of the passage at the reader: a repeated report is stored once */
  "key": string;
  /** The plate as it was read */
  "plate": string;
  /** Id or name of the channel */
  "channel": string;
  /** Which way; left out = as the channel leads */
  "direction"?: "in" | "out";
  /** When, by the clock of the site; left out = now */
  "time"?: string;
  /** Kind of car */
  "carTypeName"?: string;
  /** What it was; left out = 1: 1 normal, 2 fixed car as a temporary one, 3 out with a lost card, 4 overtime fee, 5 opened by hand, 6 opening cancelled, 7 monthly fee, 8 visitor or VIP car, 9 plate corrected, 10 unmatched, 11 prepaid by WeChat, 12 paid by WeChat */
  "eventType"?: number;
  /** A JPEG or PNG in base64 */
  "picture"?: string;
};

export type ParkingRecordView = {
  /** Id */
  "id": string;
  /** What the reader calls it */
  "key": string;
  /** Which way */
  "direction": "in" | "out";
  /** The plate as plates are compared */
  "plate": string;
  /** The plate as it was read */
  "carNumber": string;
  /** On which list the plate was that day; null = on none */
  "list": ("allow" | "deny") | null;
  /** Whose car it is: pin; empty = nobody that is known */
  "pin": string;
  /** Whose car it is: name */
  "name": string;
  /** Name of the parking area, as it was */
  "areaName": string;
  /** Id of the channel */
  "channelId": string;
  /** Name of the channel, as it was */
  "channelName": string;
  /** Where the channel leads */
  "channelState": string;
  /** Kind of car */
  "carTypeName": string;
  /** What it was */
  "eventType": number;
  /** The same in words */
  "eventName": string;
  /** When, by the clock of the site */
  "time": string;
  /** Of a way out: when the car had come in; null = not known */
  "cameAt": string | null;
  /** Whether there is a picture, at `{id}/picture` */
  "hasPicture": boolean;
  /** When the report was received */
  "receivedAt": string;
};

export type ParkingStayBody = {
  /** License plate; blanks, dashes and case are of no importance */
  "plate": string;
  /** Id of the parking area */
  "areaId": string;
  /** Id of the kind of car */
  "carTypeId"?: string | null;
  /** When it came in; left out = now */
  "at"?: string;
};

export type ParkingStayCostView = {
  /** Id */
  "id": string;
  /** The plate as plates are compared */
  "plate": string;
  /** As it was read */
  "carNumber": string;
  /** Pin of its person; empty = unknown */
  "pin": string;
  /** Id of the parking area */
  "areaId": string;
  /** Its name at the entry */
  "areaName": string;
  /** Id of the channel of the entry; null = by hand */
  "channelId": string | null;
  /** Id of the kind of car */
  "carTypeId": string | null;
  /** When it came in */
  "enteredAt": string;
  /** When it left; null = it is there */
  "leftAt": string | null;
  /** Id of the channel of the exit */
  "exitChannelId": string | null;
  /** How it ended; enteredAgain = nobody saw it leave */
  "ended": ("left" | "byHand" | "enteredAgain") | null;
  /** Discounts that were given */
  "discounts": GivenDiscountView[];
  /** What was paid, in the smallest unit of the currency */
  "paid": number;
  /** Until when it may leave for what was paid */
  "coveredUntil": string | null;
  /** What was left to pay when it left, in the smallest unit of the currency */
  "owed": number;
  /** What it costs: until now, or until it left */
  "cost": ParkingCostView;
};

export type ParkingStayView = {
  /** Id */
  "id": string;
  /** The plate as plates are compared */
  "plate": string;
  /** As it was read */
  "carNumber": string;
  /** Pin of its person; empty = unknown */
  "pin": string;
  /** Id of the parking area */
  "areaId": string;
  /** Its name at the entry */
  "areaName": string;
  /** Id of the channel of the entry; null = by hand */
  "channelId": string | null;
  /** Id of the kind of car */
  "carTypeId": string | null;
  /** When it came in */
  "enteredAt": string;
  /** When it left; null = it is there */
  "leftAt": string | null;
  /** Id of the channel of the exit */
  "exitChannelId": string | null;
  /** How it ended; enteredAgain = nobody saw it leave */
  "ended": ("left" | "byHand" | "enteredAgain") | null;
  /** Discounts that were given */
  "discounts": GivenDiscountView[];
  /** What was paid, in the smallest unit of the currency */
  "paid": number;
  /** Until when it may leave for what was paid */
  "coveredUntil": string | null;
  /** What was left to pay when it left, in the smallest unit of the currency */
  "owed": number;
};

export type ParkingTariffBody = {
  /** The first periods of a stay, one after the other */
  "steps"?: PeriodBody[];
  /** Each period that begins after them; null = no more is charged */
  "each"?: PeriodBody | null;
  /** The most for one day, in the smallest unit of the currency; null = no limit */
  "dayMaximum"?: number | null;
  /** A part of the day with a rate of its own; null = none */
  "night"?: NightBody | null;
  /** Id of the parking area in which it counts, and in those within it; null = everywhere */
  "areaId"?: string | null;
  /** Id of the kind of cars for which it counts; null = every car */
  "carTypeId"?: string | null;
  /** A stay up to this long is free */
  "freeMinutes"?: number;
  /** Whether a longer stay is charged from the end of the free minutes on; false = from its beginning */
  "deductFreeMinutes"?: boolean;
  /** Minutes to leave after the payment */
  "graceMinutes"?: number;
  /** Whether a day ends at midnight (calendar) or 24 hours after the stay began (24h) */
  "dayBy"?: "calendar" | "24h";
  /** Whether the steps begin again with each day */
  "stepsEachDay"?: boolean;
  /** Rates of their own for some days; the first that has the day counts */
  "otherDays"?: OtherDaysBody[];
  /** Name, one of its kind */
  "name": string;
  /** Currency by ISO 4217 */
  "currency": string;
  /** An id of your own; left out = made for you */
  "id"?: string;
};

export type ParkingTariffPatch = {
  /** The first periods of a stay, one after the other */
  "steps"?: PeriodBody[];
  /** Each period that begins after them; null = no more is charged */
  "each"?: PeriodBody | null;
  /** The most for one day, in the smallest unit of the currency; null = no limit */
  "dayMaximum"?: number | null;
  /** A part of the day with a rate of its own; null = none */
  "night"?: NightBody | null;
  /** Id of the parking area in which it counts, and in those within it; null = everywhere */
  "areaId"?: string | null;
  /** Id of the kind of cars for which it counts; null = every car */
  "carTypeId"?: string | null;
  /** A stay up to this long is free */
  "freeMinutes"?: number;
  /** Whether a longer stay is charged from the end of the free minutes on; false = from its beginning */
  "deductFreeMinutes"?: boolean;
  /** Minutes to leave after the payment */
  "graceMinutes"?: number;
  /** Whether a day ends at midnight (calendar) or 24 hours after the stay began (24h) */
  "dayBy"?: "calendar" | "24h";
  /** Whether the steps begin again with each day */
  "stepsEachDay"?: boolean;
  /** Rates of their own for some days; the first that has the day counts */
  "otherDays"?: OtherDaysBody[];
  /** Name, one of its kind */
  "name"?: string;
  /** Currency by ISO 4217 */
  "currency"?: string;
};

export type ParkingTariffView = {
  /** The first periods of a stay, one after the other */
  "steps": PeriodView[];
  /** Each period that begins after them; null = no more is charged */
  "each": PeriodView | null;
  /** The most for one day, in the smallest unit of the currency; null = no limit */
  "dayMaximum": number | null;
  /** A part of the day with a rate of its own; null = none */
  "night": NightView | null;
  /** Id */
  "id": string;
  /** Name */
  "name": string;
  /** Id of the parking area in which it counts, and in those within it; null = everywhere */
  "areaId": string | null;
  /** Id of the kind of cars for which it counts; null = every car */
  "carTypeId": string | null;
  /** Currency by ISO 4217 */
  "currency": string;
  /** A stay up to this long is free */
  "freeMinutes": number;
  /** Whether a longer stay is charged from the end of the free minutes on; false = from its beginning */
  "deductFreeMinutes": boolean;
  /** Minutes to leave after the payment */
  "graceMinutes": number;
  /** Whether a day ends at midnight (calendar) or 24 hours after the stay began (24h) */
  "dayBy": "calendar" | "24h";
  /** Whether the steps begin again with each day */
  "stepsEachDay": boolean;
  /** Rates of their own for some days; the first that has the day counts */
  "otherDays": OtherDaysView[];
  /** When it was changed last: its version, for If-Match */
  "updatedAt": string;
};

export type PartitionBody = {
  /** An id of your own; left out = made for you */
  "id"?: string;
  /** Its panel */
  "panelId": string;
  /** Its number at the panel */
  "number": number;
  /** Its name */
  "name": string;
};

export type PartitionView = {
  /** Id */
  "id": string;
  /** Its panel */
  "panelId": string;
  /** Name of the panel */
  "panelName": string;
  /** Area of the panel */
  "areaCode": string | null;
  /** Its number at the panel */
  "number": number;
  /** Its name */
  "name": string;
  /** Whether it is armed; null = the panel has not told */
  "armed": boolean | null;
  /** Since when */
  "armedAt": string | null;
};

export type PasswordBody = {
  /** The password so far; after signing in by the link of the first start, what the link has */
  "old": string;
  /** The next one: at least 12 characters */
  "new": string;
};

export type PeriodBody = {
  /** Its length in minutes */
  "minutes": number;
  /** What it costs, in the smallest unit of the currency */
  "amount": number;
};

export type PeriodView = {
  /** Its length in minutes */
  "minutes": number;
  /** What it costs, in the smallest unit of the currency */
  "amount": number;
};

export type PersonAccessView = {
  /** From then on, by the clock of each device; null = always */
  "accStartTime": string | null;
  /** Until then */
  "accEndTime": string | null;
  /** No access, whatever the levels */
  "isDisabled": boolean;
  /** The doors, by name */
  "items": DoorWeekView[];
};

export type PersonBody = {
  /** First name */
  "name"?: string;
  /** Last name */
  "lastName"?: string;
  /** Code of the department; empty = the default one */
  "deptCode"?: string;
  /** M or F */
  "gender"?: string;
  /** yyyy-MM-dd */
  "birthday"?: string | null;
  /** E-mail */
  "email"?: string;
  /** Telephone */
  "mobilePhone"?: string;
  /** Kind of identity document */
  "certType"?: string;
  /** Its number */
  "certNumber"?: string;
  /** Social security number */
  "ssn"?: string | null;
  /** Plates of cars with commas between them */
  "carPlate"?: string | null;
  /** Hired on, yyyy-MM-dd */
  "hireDate"?: string | null;
  /** Whether mails are sent */
  "isSendMail"?: boolean;
  /** Main card; empty = none */
  "cardNo"?: string;
  /** All further cards */
  "supplyCards"?: string[];
  /** Password at the keypad; empty = none */
  "personPwd"?: string;
  /** No access, whatever the levels */
  "isDisabled"?: boolean;
  /** Access from then on, by the clock of each device */
  "accStartTime"?: string | null;
  /** Access until then */
  "accEndTime"?: string | null;
  /** Role at a terminal: 0 user, 2 may enrol, 6 administrator, 10 as the terminal defines it, 14 super */
  "privilege"?: 0 | 2 | 6 | 10 | 14;
  /** Needs doors for longer */
  "extendedPass"?: boolean;
  /** A visitor, whom some panels forget at the end of the day */
  "temporary"?: boolean;
  /** A verification mode of their own (appendix 3); null = the door decides */
  "verifyMode"?: number | null;
  /** Access levels, all of them */
  "accLevelIds"?: string[];
  /** Pin */
  "pin": string;
};

export type PersonDeviceView = {
  /** Serial number */
  "sn": string;
  /** Name of the device */
  "name": string;
  /** Whether it is there */
  "online": boolean;
  /** The state of the user there */
  "state": "held" | "pending" | "failed" | "leaving" | "unknown";
  /** Templates, comparison photos and pictures that it has acknowledged */
  "bodies": number;
  /** Rows that it should hold and has not acknowledged */
  "waiting": number;
  /** Its return code for a row of theirs that it refused */
  "code": number | null;
  /** Why it is not as it should be, in words; null where it is */
  "reason": string | null;
};

export type PersonDevicesView = {
  /** Devices that hold the person, should, or say that they do */
  "items": PersonDeviceView[];
};

export type PersonDoorView = {
  /** Door */
  "doorId": string;
  /** Its name */
  "name": string;
  /** Serial number of its device */
  "sn": string;
  /** unknown: a rule that only the device can judge may refuse */
  "verdict": "granted" | "unknown";
  /** What opens the door then */
  "via": ViaView[];
  /** The last second of it, by the clock of the door; null = more than a week */
  "until": string | null;
  /** What the device holds of it */
  "held": HeldView;
};

export type PersonGroupBody = {
  /** An id of your own; left out = made for you */
  "id"?: string;
  /** Name, one of its kind */
  "name": string;
  /** Pins, all of them */
  "pins": string[];
};

export type PersonGroupPatch = {
  /** Name, one of its kind */
  "name"?: string;
  /** Pins, all of them */
  "pins"?: string[];
};

export type PersonGroupView = {
  /** Name, one of its kind */
  "name": string;
  /** Pins, all of them */
  "pins": string[];
  /** Id */
  "id": string;
  /** Its number on the devices, where it has one */
  "number"?: number;
  /** How far its devices are; not in lists */
  "devices"?: RuleDeviceView[];
  /** When it was changed last: its version, for If-Match */
  "updatedAt": string;
};

export type PersonPatch = {
  /** First name */
  "name"?: string;
  /** Last name */
  "lastName"?: string;
  /** Code of the department; empty = the default one */
  "deptCode"?: string;
  /** M or F */
  "gender"?: string;
  /** yyyy-MM-dd */
  "birthday"?: string | null;
  /** E-mail */
  "email"?: string;
  /** Telephone */
  "mobilePhone"?: string;
  /** Kind of identity document */
  "certType"?: string;
  /** Its number */
  "certNumber"?: string;
  /** Social security number */
  "ssn"?: string | null;
  /** Plates of cars with commas between them */
  "carPlate"?: string | null;
  /** Hired on, yyyy-MM-dd */
  "hireDate"?: string | null;
  /** Whether mails are sent */
  "isSendMail"?: boolean;
  /** Main card; empty = none */
  "cardNo"?: string;
  /** All further cards */
  "supplyCards"?: string[];
  /** Password at the keypad; empty = none */
  "personPwd"?: string;
  /** No access, whatever the levels */
  "isDisabled"?: boolean;
  /** Access from then on, by the clock of each device */
  "accStartTime"?: string | null;
  /** Access until then */
  "accEndTime"?: string | null;
  /** Role at a terminal: 0 user, 2 may enrol, 6 administrator, 10 as the terminal defines it, 14 super */
  "privilege"?: 0 | 2 | 6 | 10 | 14;
  /** Needs doors for longer */
  "extendedPass"?: boolean;
  /** A visitor, whom some panels forget at the end of the day */
  "temporary"?: boolean;
  /** A verification mode of their own (appendix 3); null = the door decides */
  "verifyMode"?: number | null;
  /** Access levels, all of them */
  "accLevelIds"?: string[];
};

export type PersonPlateBody = {
  /** Whose plate it is: pin */
  "pin": string;
  /** The plate */
  "plate": string;
  /** The plate of the person that becomes this one */
  "replaces"?: string;
};

export type PersonPlateView = {
  /** The plate and the pin */
  "id": string;
  /** The plate as plates are compared */
  "plate": string;
  /** As it was given */
  "carNumber": string;
  /** Whose it is: pin */
  "pin": string;
  /** Whose it is: name */
  "name": string;
};

export type PersonVerificationRuleBody = {
  /** An id of your own; left out = made for you */
  "id"?: string;
  /** Doors, all of them */
  "doorIds": string[];
  /** Pins, all of them */
  "pins": string[];
  /** A verification schedule */
  "scheduleId": string;
};

export type PersonVerificationRulePatch = {
  /** Doors, all of them */
  "doorIds"?: string[];
  /** Pins, all of them */
  "pins"?: string[];
  /** A verification schedule */
  "scheduleId"?: string;
};

export type PersonVerificationRuleView = {
  /** Doors, all of them */
  "doorIds": string[];
  /** Pins, all of them */
  "pins": string[];
  /** A verification schedule */
  "scheduleId": string;
  /** Id */
  "id": string;
  /** Its number on the devices, where it has one */
  "number"?: number;
  /** How far its devices are; not in lists */
  "devices"?: RuleDeviceView[];
  /** When it was changed last: its version, for If-Match */
  "updatedAt": string;
};

export type PersonView = {
  /** Pin */
  "pin": string;
  /** First name */
  "name": string;
  /** Last name */
  "lastName": string;
  /** Code of the department */
  "deptCode": string;
  /** Its name */
  "deptName": string;
  /** M, F or empty */
  "gender": string;
  /** yyyy-MM-dd */
  "birthday": string | null;
  /** E-mail */
  "email": string;
  /** Telephone */
  "mobilePhone": string;
  /** Kind of identity document */
  "certType": string;
  /** Its number */
  "certNumber": string;
  /** Social security number */
  "ssn": string | null;
  /** Plates of cars with commas between them */
  "carPlate": string | null;
  /** Hired on, yyyy-MM-dd */
  "hireDate": string | null;
  /** Whether mails are sent */
  "isSendMail": boolean;
  /** Main card */
  "cardNo": string;
  /** Further cards */
  "supplyCards": string[];
  /** No access, whatever the levels */
  "isDisabled": boolean;
  /** Access from then on */
  "accStartTime": string | null;
  /** Access until then */
  "accEndTime": string | null;
  /** Role at a terminal: 0 user, 2 may enrol, 6 administrator, 10 as the terminal defines it, 14 super */
  "privilege": number;
  /** Needs doors for longer */
  "extendedPass": boolean;
  /** A visitor, whom some panels forget at the end of the day */
  "temporary": boolean;
  /** A verification mode of their own; null = the door decides */
  "verifyMode": number | null;
  /** Access levels */
  "accLevelIds": string[];
  /** The first day on which the person is not there any more, past or future */
  "leaveDate": string | null;
  /** Kind of leave */
  "leaveType": string | null;
  /** The day of leaving, once it has come */
  "leftOn": string | null;
  /** When the photo was set, or a device took the comparison photo */
  "photoAt": string | null;
  /** When the last event was; null also for an operator of some areas */
  "lastSeen": string | null;
  /** How many templates and comparison photos there are of the person */
  "bodies": number;
  /** How many devices hold the person, as far as is known; null for an operator of some areas */
  "onDevices": number | null;
  /** When it was changed last: its version, for If-Match */
  "updatedAt": string;
};

export type PersonsTaken = {
  /** Users who become persons */
  "added": number;
  /** Persons who learn a card, a password or a name */
  "changed": number;
  /** Persons who are as the panel says, or of whom nothing more can be learnt */
  "same": number;
};

export type PhotoBody = {
  /** JPEG or PNG in base64 */
  "photo": string;
};

export type PhotoCheckView = {
  /** What makes it useless for devices; none = nothing that numbers show. Faces are not looked for */
  "faults": PhotoFaultView[];
};

export type PhotoFaultView = {
  /** Which */
  "code": "photoInvalid" | "photoTooSmall" | "photoTooDark" | "photoOverExposed" | "photoNotInColour" | "photoUnqualified" | "photoBlurred";
  /** The same in words */
  "message": string;
};

export type PlanBody = {
  /** Name */
  "name": string;
  /** Code of its area; left out = the built-in one */
  "areaCode"?: string;
  /** Doors and their places on the picture, all of them; doors outside of your areas are not shown, and stay */
  "doors"?: PlanDoorBody[];
  /** An id of your own; left out = made for you */
  "id"?: string;
};

export type PlanDoorBody = {
  /** Id of the door */
  "doorId": string;
  /** From the left edge, 0 to 1 */
  "x": number;
  /** From the upper edge, 0 to 1 */
  "y": number;
};

export type PlanDoorView = {
  /** Id of the door */
  "doorId": string;
  /** From the left edge, 0 to 1 */
  "x": number;
  /** From the upper edge, 0 to 1 */
  "y": number;
};

export type PlanPatch = {
  /** Name */
  "name"?: string;
  /** Code of its area */
  "areaCode"?: string;
  /** Doors and their places on the picture, all of them; doors outside of your areas are not shown, and stay */
  "doors"?: PlanDoorBody[];
};

export type PlanView = {
  /** Id */
  "id": string;
  /** Name */
  "name": string;
  /** Code of its area */
  "areaCode": string;
  /** Doors and their places on the picture, all of them; doors outside of your areas are not shown, and stay */
  "doors": PlanDoorView[];
  /** Width of the picture in pixels; null = there is none */
  "width": number | null;
  /** Height of the picture in pixels */
  "height": number | null;
  /** When the picture was set */
  "pictureAt": string | null;
  /** Last changed at */
  "updatedAt": string;
};

export type PlateSeenBody = {
  /** The plate as it was read */
  "plate": string;
  /** Id or name of the channel */
  "channelId": string;
  /** When it was read; left out = now. What is older than 30 seconds opens nothing */
  "at"?: string;
  /** A JPEG or PNG in base64 */
  "picture"?: string;
  /** Id of the read at the camera: a report that comes again opens nothing again */
  "id"?: string;
};

export type PlateSeenView = {
  /** Id */
  "id": string;
  /** What the camera calls it */
  "key": string;
  /** Id of the channel */
  "channelId": string;
  /** Name of the channel, as it was */
  "channelName": string;
  /** The plate as plates are compared */
  "plate": string;
  /** The plate as it was read */
  "carNumber": string;
  /** When it was read */
  "at": string;
  /** When the report was received */
  "receivedAt": string;
  /** Whether the barrier was told to open */
  "opened": boolean;
  /** Whether the car may pass */
  "allowed": boolean;
  /** Why */
  "reason": "allowed" | "fixedVehicle" | "person" | "temporary" | "free" | "fixed" | "paid" | "noTariff" | "denied" | "disabled" | "left" | "notYetValid" | "expired" | "otherEntrance" | "otherArea" | "unknown" | "unpaid" | "notEntered" | "repeated" | "late" | "openedByDevice" | "opening" | "barrierOffline" | "barrierMissing" | "barrierRefused" | "barrierSilent" | "withdrawn";
  /** What went wrong at the barrier; empty = nothing */
  "detail": string;
  /** Whose car it is: pin; empty = nobody that is known */
  "pin": string;
  /** Id of its parking record; null = it did not pass */
  "recordId": string | null;
  /** The command that opens the barrier; null = no device does */
  "commandId": number | null;
};

export type PointBody = {
  /** An id of your own; left out = made for you */
  "id"?: string;
  /** Its name */
  "name": string;
  /** Its panel; or auxInId */
  "panelId"?: string;
  /** Number of the zone at the panel */
  "number"?: number;
  /** The auxiliary input of a device; or panelId */
  "auxInId"?: string;
  /** What an auxiliary input raises; left out = burglary */
  "kind"?: "burglary" | "panic" | "fire" | "medical" | "technical" | "tamper";
  /** How the contact of an auxiliary input is when all is well; left out = open */
  "normally"?: "open" | "closed";
};

export type PointPatch = {
  /** Its name */
  "name"?: string;
  /** What an auxiliary input raises; left out = burglary */
  "kind"?: "burglary" | "panic" | "fire" | "medical" | "technical" | "tamper";
  /** How the contact of an auxiliary input is when all is well; left out = open */
  "normally"?: "open" | "closed";
};

export type PointView = {
  /** Id */
  "id": string;
  /** Its name */
  "name": string;
  /** Its panel; null = an auxiliary input */
  "panelId": string | null;
  /** Name of the panel */
  "panelName": string | null;
  /** Number of the zone at the panel */
  "number": number | null;
  /** The auxiliary input; null = a zone of a panel */
  "auxInId": string | null;
  /** Name of the auxiliary input */
  "auxInName": string | null;
  /** Area of the panel or the device */
  "areaCode": string | null;
  /** What an auxiliary input raises */
  "kind": "burglary" | "panic" | "fire" | "medical" | "technical" | "tamper";
  /** How its contact is when all is well */
  "normally": "open" | "closed";
};

export type PreferencesBody = {
  /** Language of the console */
  "locale"?: "en" | "es" | "pt" | "fr" | "zh" | "ar";
  /** Colours */
  "theme"?: "light" | "dark" | "system";
  /** Height of rows */
  "density"?: "compact" | "cosy";
  /** Names of the columns that are shown, by page */
  "columns"?: Record<string, unknown>;
  /** Alarms are heard */
  "sounds"?: boolean;
};

export type PriorityCountView = {
  /** 1 is the most urgent */
  "priority": number;
  /** Alarms that nobody has acknowledged */
  "count": number;
};

export type ProblemDto = {
  /** Its kind; a name, not an address */
  "type": string;
  "title": string;
  "status": number;
  /** What is wrong, in words; not for programs */
  "detail": string;
  /** Path of the call */
  "instance"?: string;
  /** The fields that it is about */
  "errors"?: FieldProblem[];
};

export type PullView = {
  /** Address */
  "host": string;
  /** Port */
  "port": number;
  /** Whether a comm key is kept */
  "hasCommKey": boolean;
  /** How it is talked to */
  "transport": "auto" | "tcp" | "udp";
  /** Encoding of names */
  "encoding": string;
  /** What it counts when it opens */
  "unlockUnit": "tenths" | "seconds";
  /** Listened to all the time */
  "live": boolean;
  /** Seconds between two looks */
  "pollSeconds": number;
  /** Its log is cleared once all of it is stored */
  "clearAfterRead": boolean;
  /** Last connection */
  "connectedAt": string | null;
  /** Last time its log was read to the end */
  "readAt": string | null;
  /** Number of punches that it reported then */
  "counted": number | null;
  /** What is wrong: unreachable, forbidden, authFailed, protocol, notSupported, refused, encrypted, internal */
  "fault": string | null;
  /** The same in words */
  "error": string | null;
  /** Tries in a row that failed */
  "failures": number;
};

export type QuarantineEntryView = {
  /** Id, for `retry` */
  "id": string;
  /** When it came first */
  "at": string;
  /** plain; or sealed, because it may hold what is drawn from bodies, pictures or passwords */
  "kind": "plain" | "sealed";
  /** Path of the request, without its parameters; null where it is sealed */
  "path": string | null;
  /** Table, in lower case; empty where the request names none */
  "table": string;
  /** Why it is here */
  "reason": string;
  /** How often the very same came */
  "times": number;
  /** Bytes, as they are kept */
  "size": number;
  /** How it begins, with *** for what may be a card, a password or a template; null where it is sealed */
  "peek": string | null;
  /** When it was last tried again */
  "retriedAt": string | null;
  /** Why it stayed then */
  "stays": string | null;
};

export type QuarantineRetriedView = {
  /** Rows that were missing here and are stored now */
  "stored": number;
  /** Rows that are stored since long */
  "repeated": number;
  /** Bodies of which something still cannot be read: they stay, with the reason */
  "kept": number;
  /** Whether there are further ones, which a call with this cursor tries */
  "more": boolean;
  /** Where the next call continues; null = all were tried */
  "nextCursor": string | null;
};

export type QuarantineRetryBody = {
  /** Only these, up to 100, by their id in the list; left out = all */
  "ids"?: string[];
  /** Where the last answer ended: its nextCursor */
  "cursor"?: string;
};

export type ReadOptionsBody = {
  /** Seconds to wait for the end */
  "wait"?: number;
  /** Names of the options */
  "names": string[];
};

export type ReaderBody = {
  /** Its door */
  "doorId": string;
  /** Which way it leads */
  "direction": "in" | "out";
  /** Its number on the device, from 1 */
  "number": number;
  /** Name; left out = as the registration would name it */
  "name"?: string;
  /** An id of your own; left out = made for you */
  "id"?: string;
};

export type ReaderPatch = {
  /** Name */
  "name"?: string;
  /** Settings by name; null takes one away, one that is not named stays */
  "settings"?: {
    /** kinds as a sum of bits: 1 RS485, 2 Wiegand, 4 network, 8 Zigbee: a whole number from 0 to 15 */
    "type"?: unknown;
    /** 1 = RS485, where the panel has the second table of readers: a whole number from 0 to 1 */
    "busType"?: unknown;
    /** its address on the bus: a whole number from 0 to 255 */
    "address"?: unknown;
    /** its address in the network: an IPv4 address */
    "ipAddress"?: unknown;
    /** its port: a whole number from 0 to 65535 */
    "port"?: unknown;
    /** its MAC address: text of up to 17 characters without commas */
    "mac"?: unknown;
    /** it does not work: true or false */
    "disabled"?: unknown;
    /** how to verify at it: a code of appendix 3 or 16 digits of 0 and 1 that the device can verify by */
    "verifyType"?: unknown;
    /** multicast address: an IPv4 address */
    "multicast"?: unknown;
    /** lets nobody in while it is offline: true or false */
    "offlineRefuse"?: unknown;
    /** the reader is forbidden: true or false */
    "MaskFlag"?: unknown;
    /** what the reader reads: one of 0 normal, 1 identityCard */
    "IdentityCardVerifyMode"?: unknown;
    /** encryption of the line to the reader: one of 0 plain, 1 installation, 2 encrypted */
    "readerChannelSecureType"?: unknown;
    /** password of the encrypted line: text of up to 32 characters without commas */
    "readerChannelSecurePassword"?: unknown;
  };
};

export type ReaderStatusView = {
  /** One gateway is connected and follows the feed */
  "connected": boolean;
  /** Why it is not connected, or what went wrong last */
  "error": string | null;
  /** When that was */
  "errorAt": string | null;
  /** When something was published last */
  "publishedAt": string | null;
  /** Everything up to this position has been published */
  "position": string;
  /** For how many seconds the oldest message that was not published has waited */
  "lagSeconds": number;
};

export type ReaderView = {
  /** Id */
  "id": string;
  /** Name */
  "name": string;
  /** Its door */
  "doorId": string;
  /** Serial number of its device */
  "sn": string;
  /** Its number there, from 1 */
  "number": number;
  /** Which way it leads */
  "direction": "in" | "out";
  /** Settings by name */
  "settings": Record<string, unknown>;
  /** When it was changed last: its version, for If-Match */
  "updatedAt": string;
};

export type ReaderWiegandFormatBody = {
  /** An id of your own; left out = made for you */
  "id"?: string;
  /** The reader */
  "readerId": string;
  /** A Wiegand format */
  "formatId": string;
  /** Whether parity is checked; left out = yes */
  "parityCheck"?: boolean;
  /** What of the bits is turned round */
  "reversal"?: "none" | "allBits" | "zerosAndOnes" | "bytes" | "bitsOfBytes";
};

export type ReaderWiegandFormatPatch = {
  /** The reader */
  "readerId"?: string;
  /** A Wiegand format */
  "formatId"?: string;
  /** Whether parity is checked; left out = yes */
  "parityCheck"?: boolean;
  /** What of the bits is turned round */
  "reversal"?: "none" | "allBits" | "zerosAndOnes" | "bytes" | "bitsOfBytes";
};

export type ReaderWiegandFormatView = {
  /** The reader */
  "readerId": string;
  /** A Wiegand format */
  "formatId": string;
  /** Whether parity is checked; left out = yes */
  "parityCheck"?: boolean;
  /** What of the bits is turned round */
  "reversal"?: "none" | "allBits" | "zerosAndOnes" | "bytes" | "bitsOfBytes";
  /** Id */
  "id": string;
  /** Its number on the devices, where it has one */
  "number"?: number;
  /** How far its devices are; not in lists */
  "devices"?: RuleDeviceView[];
  /** When it was changed last: its version, for If-Match */
  "updatedAt": string;
};

export type ReconciliationView = {
  /** Id */
  "id": number;
  /** Serial number */
  "sn": string;
  /** Why: asked for, a gap in the numbers of its events, the night, or a command written by hand */
  "cause": "operator" | "gap" | "nightly" | "command" | "restore";
  /** Waiting for events that may come by themselves; running; received and being stored; done; failed */
  "status": "waiting" | "running" | "received" | "done" | "failed";
  /** ACCOUNT; a query of the table if the device does not know ACCOUNT; a terminal counts, and sends what differs */
  "way": "account" | "query" | "count";
  /** From then on, by the device's clock */
  "from": string | null;
  /** Up to then, by the device's clock */
  "to": string | null;
  /** From the event with this number */
  "startIndex": number | null;
  /** Up to the event with this number */
  "endIndex": number | null;
  /** Events that the device announced */
  "announced": number | null;
  /** Events that it sent */
  "records": number;
  /** Of these, events that were missing here; they are stored now */
  "missing": number;
  /** Of these, rows that say no event; they are kept in quarantine */
  "unreadable": number;
  /** Why it failed */
  "reason": string | null;
  /** The command that asked for it */
  "commandId": number | null;
  /** Begun at */
  "createdAt": string;
  /** Ended at */
  "finishedAt": string | null;
};

export type RecorderBody = {
  /** Port of its web pages, of ONVIF and of pictures; left out = 80, or 443 with https */
  "port"?: number;
  /** It is called by HTTPS; its certificate is not checked */
  "https"?: boolean;
  /** Port of its streams; left out = 554 */
  "rtspPort"?: number;
  /** The account that the gateway calls it with */
  "userName"?: string;
  /** Its password; empty = none. It is stored encrypted and never shown */
  "password"?: string;
  /** An account that may only watch, which stands in addresses that are handed out; empty = the account above */
  "viewerName"?: string;
  /** Its password; empty = none */
  "viewerPassword"?: string;
  /** Code of its area */
  "areaCode"?: string;
  /** Zone of its own clock; null = that of the site */
  "timeZone"?: string | null;
  /** Which clock times in addresses of recordings are of; null = as its make has it */
  "playbackClock"?: ("local" | "utc") | null;
  /** Name, one of its kind */
  "name": string;
  /** Whose addresses it has; onvif and generic have none of their own */
  "make": "hikvision" | "dahua" | "uniview" | "axis" | "zkteco" | "onvif" | "generic";
  /** Its name or IP address in the network of the site */
  "host": string;
  /** An id of your own; left out = made for you */
  "id"?: string;
};

export type RecorderPatch = {
  /** Port of its web pages, of ONVIF and of pictures; left out = 80, or 443 with https */
  "port"?: number;
  /** It is called by HTTPS; its certificate is not checked */
  "https"?: boolean;
  /** Port of its streams; left out = 554 */
  "rtspPort"?: number;
  /** The account that the gateway calls it with */
  "userName"?: string;
  /** Its password; empty = none. It is stored encrypted and never shown */
  "password"?: string;
  /** An account that may only watch, which stands in addresses that are handed out; empty = the account above */
  "viewerName"?: string;
  /** Its password; empty = none */
  "viewerPassword"?: string;
  /** Code of its area */
  "areaCode"?: string;
  /** Zone of its own clock; null = that of the site */
  "timeZone"?: string | null;
  /** Which clock times in addresses of recordings are of; null = as its make has it */
  "playbackClock"?: ("local" | "utc") | null;
  /** Name, one of its kind */
  "name"?: string;
  /** Whose addresses it has; onvif and generic have none of their own */
  "make"?: "hikvision" | "dahua" | "uniview" | "axis" | "zkteco" | "onvif" | "generic";
  /** Its name or IP address in the network of the site */
  "host"?: string;
};

export type RecorderView = {
  /** Id */
  "id": string;
  /** Name, one of its kind */
  "name": string;
  /** Whose addresses it has; onvif and generic have none of their own */
  "make": "hikvision" | "dahua" | "uniview" | "axis" | "zkteco" | "onvif" | "generic";
  /** Its name or IP address in the network of the site */
  "host": string;
  /** Port of its web pages, of ONVIF and of pictures; left out = 80, or 443 with https */
  "port": number;
  /** It is called by HTTPS; its certificate is not checked */
  "https": boolean;
  /** Port of its streams; left out = 554 */
  "rtspPort": number;
  /** The account that the gateway calls it with */
  "userName": string;
  /** It has a password */
  "hasPassword": boolean;
  /** An account that may only watch, which stands in addresses that are handed out; empty = the account above */
  "viewerName": string;
  /** The account for watching has a password */
  "hasViewerPassword": boolean;
  /** Code of its area */
  "areaCode": string;
  /** Zone of its own clock; null = that of the site */
  "timeZone": string | null;
  /** Which clock times in addresses of recordings are of; null = as its make has it */
  "playbackClock": ("local" | "utc") | null;
  /** Whether it answers; null = nobody has looked yet */
  "online": boolean | null;
  /** Since when */
  "onlineSince": string | null;
  /** When it was looked for last */
  "checkedAt": string | null;
  /** Why it did not answer */
  "fault": string | null;
  /** When it was changed last: its version, for If-Match */
  "updatedAt": string;
};

export type RefusedItemView = {
  /** For programs: missing, taken, notFound, type, length, range, format, choice, order, twice ... or invalid */
  "code": string;
  /** What the code speaks of: by, min, max, on, line */
  "params"?: Record<string, unknown>;
  /** What is wrong */
  "message": string;
  /** Its place in the list, from 0; of a file the line, from 1 */
  "at": number;
  /** Its key, or the pin of the account */
  "key": string;
  /** The field that it is about */
  "field": string | null;
};

export type RegistrationWindowBody = {
  /** For how many minutes it may register without its token; 0 = no longer */
  "minutes": number;
};

export type ReplaceBody = {
  /** Port 4370: address of the terminal */
  "host"?: string;
  /** Port 4370: its port; left out = 4370 */
  "port"?: number;
  /** Port 4370: comm key of its menu, 0 = none */
  "commKey"?: number;
  /** Port 4370: TCP, UDP, or TCP first */
  "transport"?: "auto" | "tcp" | "udp";
  /** Port 4370: encoding of names on it */
  "encoding"?: "utf-8" | "gbk" | "big5" | "windows-1256" | "windows-1251" | "windows-1252" | "windows-874";
  /** Port 4370: what it counts when it is told how long to open */
  "unlockUnit"?: "tenths" | "seconds";
  /** Port 4370: listened to all the time; else asked every pollSeconds and left to other programs between */
  "live"?: boolean;
  /** Port 4370: seconds between two looks */
  "pollSeconds"?: number;
  /** Port 4370: its log is cleared once all of it is stored; left out = false */
  "clearAfterRead"?: boolean;
  /** The new panel's serial number */
  "newSn": string;
};

export type ReplayBody = {
  /** The first one: a position, or when it was stored at the earliest */
  "from": string;
  /** The last one: a position, or when it was stored at the latest */
  "to": string;
  /** Only those that were sent and are so now; left out = all that are for it, also those that were never sent */
  "status"?: "delivered" | "pending" | "dead";
};

export type ReplayView = {
  /** How many messages are sent once more */
  "number": number;
};

export type ResendBody = {
  /** Everything, not only what differs */
  "full"?: boolean;
};

export type ReservationBody = {
  /** Pin of the person who is visited */
  "hostPin": string;
  /** Kind of the certificate: 2 national ID card, 3 passport, 4 driving licence ... 8 others */
  "certType": string;
  /** Number of the certificate */
  "certNumber": string;
  /** First name, or the whole name */
  "name": string;
  /** Last name */
  "lastName"?: string;
  /** Telephone */
  "phone"?: string;
  /** E-mail */
  "email"?: string;
  /** Company */
  "company"?: string;
  /** Plate of the car */
  "carPlate"?: string;
  /** Why */
  "visitReason": string;
  /** Ends */
  "endTime": string;
  /** Code of the department that is visited */
  "deptCode"?: string;
  /** Begins, by the clock of the site */
  "startTime": string;
};

export type ReservationPersonView = {
  /** Pin */
  "pin": string;
  /** First name */
  "name": string;
  /** Last name */
  "lastName": string;
};

export type ReservationView = {
  /** Id */
  "id": string;
  /** Pin of the person who is visited */
  "hostPin": string;
  /** Kind of the certificate: 2 national ID card, 3 passport, 4 driving licence ... 8 others */
  "certType": string;
  /** Number of the certificate */
  "certNumber": string;
  /** Name of the visitor */
  "name": string;
  /** Telephone */
  "phone": string;
  /** E-mail */
  "email": string;
  /** Company */
  "company": string;
  /** Plate of the car */
  "carPlate": string;
  /** Why */
  "visitReason": string;
  /** Begins, by the clock of the site */
  "startTime": string;
  /** Ends */
  "endTime": string;
  /** Code of the department that is visited */
  "deptCode": string | null;
  /** The visit that came of it */
  "visitId": string | null;
  /** Whether the visitor has come */
  "status": "expected" | "come";
};

export type RestoredView = {
  /** When the backup was made */
  "backupAt": string;
  /** When it was restored */
  "restoredAt": string;
  /** Devices that are given nothing until they are released */
  "devices": number;
  /** Those of them that were compared since */
  "compared": number;
  /** Rows that devices lack or hold otherwise, as far as they were compared */
  "rows": number;
  /** Persons to whom a release gives something that devices do not hold. The first thousand, by pin */
  "lacking": LackingView[];
};

export type RetentionBody = {
  /** Months for which events are kept, beside the current one; counts by day and device stay; null = for ever */
  "eventMonths"?: number | null;
  /** Days for which readers of the feed can be behind; at least 8, because webhooks try for a week; null = for ever */
  "feedDays"?: number | null;
  /** Days for which pictures of events and of parking are kept: retentionDays; null = for ever */
  "pictureDays"?: number | null;
  /** Days for which commands are kept after they ended; null = for ever */
  "commandDays"?: number | null;
  /** Days for which questions of devices, whether somebody may pass, are kept; null = for ever */
  "identificationDays"?: number | null;
  /** Days for which comparisons with devices are kept: of what they hold, and of their logs; null = for ever */
  "verificationDays"?: number | null;
  /** Months for which visits that have ended are kept, with photos, and reservations that are over; visitors of whom none is left go, too; null = for ever */
  "visitMonths"?: number | null;
  /** Months for which parking records, plates that were read and stays that have ended are kept, with what was paid; null = for ever */
  "parkingMonths"?: number | null;
  /** Months for which consumption records are kept; balances stay; null = for ever */
  "consumptionMonths"?: number | null;
  /** Months for which events of intrusion panels are kept; null = for ever */
  "intrusionMonths"?: number | null;
  /** Months for which reservations of rooms are kept after their end; null = for ever */
  "spaceMonths"?: number | null;
  /** Months for which alarms are kept that are over and acknowledged; null = for ever */
  "alarmMonths"?: number | null;
  /** Months for which musters that have ended are kept; null = for ever */
  "musterMonths"?: number | null;
  /** Days for which it is kept that a webhook took a message; null = for ever */
  "webhookDeliveredDays"?: number | null;
  /** Days for which it is kept what became of other messages; at least 8, because they are tried for a week; null = for ever */
  "webhookDays"?: number | null;
  /** Days for which uploads that could not be read are kept; null = for ever */
  "quarantineDays"?: number | null;
  /** Days for which tables that are not taken apart are kept whole; null = for ever */
  "uploadDays"?: number | null;
  /** Days for which errors that devices tell are kept; null = for ever */
  "deviceErrorDays"?: number | null;
  /** Days for which it is kept what was done at terminals; null = for ever */
  "deviceOperationDays"?: number | null;
  /** Days for which tests of Wiegand readers are kept; null = for ever */
  "wiegandTestDays"?: number | null;
  /** Months for which the audit log is kept, at least 12; what is older is exported into DATA_DIR first; null = for ever */
  "auditMonths"?: number | null;
  /** Months for which exported parts of the audit log stay in DATA_DIR of the gateway that wrote them; null = for ever */
  "auditFileMonths"?: number | null;
};

export type RetentionItem = {
  /** What it is */
  "what": "events" | "feed" | "pictures" | "commands" | "identifications" | "verifications" | "visits" | "parking" | "consumption" | "intrusion" | "spaceReservations" | "alarms" | "musters" | "webhookDelivered" | "webhookMessages" | "quarantine" | "uploads" | "deviceErrors" | "deviceOperations" | "wiegandTests" | "audit" | "auditFiles";
  /** Its name among the settings, in `retention` */
  "setting": "eventMonths" | "feedDays" | "pictureDays" | "commandDays" | "identificationDays" | "verificationDays" | "visitMonths" | "parkingMonths" | "consumptionMonths" | "intrusionMonths" | "spaceMonths" | "alarmMonths" | "musterMonths" | "webhookDeliveredDays" | "webhookDays" | "quarantineDays" | "uploadDays" | "deviceErrorDays" | "deviceOperationDays" | "wiegandTestDays" | "auditMonths" | "auditFileMonths";
  /** In what its limits are */
  "unit": "days" | "months";
  /** For how long it is kept; null = for ever. Only of what is kept by days */
  "days"?: number | null;
  /** The same of what is kept by months */
  "months"?: number | null;
  /** What a new installation begins with */
  "default": number;
  /** The least that can be set */
  "minimum": number;
  /** The most that can be set */
  "maximum": number;
  /** Its size on the disk of the database, with its indexes */
  "bytes": number;
  /** About how many rows there are: as the statistics of the database tell it */
  "rows": number;
  /** How old the oldest is; null = there is none */
  "oldest": string | null;
};

export type RetentionSettingsView = {
  /** Months for which events are kept, beside the current one; counts by day and device stay; null = for ever */
  "eventMonths": number | null;
  /** Days for which readers of the feed can be behind; at least 8, because webhooks try for a week; null = for ever */
  "feedDays": number | null;
  /** Days for which pictures of events and of parking are kept: retentionDays; null = for ever */
  "pictureDays": number | null;
  /** Days for which commands are kept after they ended; null = for ever */
  "commandDays": number | null;
  /** Days for which questions of devices, whether somebody may pass, are kept; null = for ever */
  "identificationDays": number | null;
  /** Days for which comparisons with devices are kept: of what they hold, and of their logs; null = for ever */
  "verificationDays": number | null;
  /** Months for which visits that have ended are kept, with photos, and reservations that are over; visitors of whom none is left go, too; null = for ever */
  "visitMonths": number | null;
  /** Months for which parking records, plates that were read and stays that have ended are kept, with what was paid; null = for ever */
  "parkingMonths": number | null;
  /** Months for which consumption records are kept; balances stay; null = for ever */
  "consumptionMonths": number | null;
  /** Months for which events of intrusion panels are kept; null = for ever */
  "intrusionMonths": number | null;
  /** Months for which reservations of rooms are kept after their end; null = for ever */
  "spaceMonths": number | null;
  /** Months for which alarms are kept that are over and acknowledged; null = for ever */
  "alarmMonths": number | null;
  /** Months for which musters that have ended are kept; null = for ever */
  "musterMonths": number | null;
  /** Days for which it is kept that a webhook took a message; null = for ever */
  "webhookDeliveredDays": number | null;
  /** Days for which it is kept what became of other messages; at least 8, because they are tried for a week; null = for ever */
  "webhookDays": number | null;
  /** Days for which uploads that could not be read are kept; null = for ever */
  "quarantineDays": number | null;
  /** Days for which tables that are not taken apart are kept whole; null = for ever */
  "uploadDays": number | null;
  /** Days for which errors that devices tell are kept; null = for ever */
  "deviceErrorDays": number | null;
  /** Days for which it is kept what was done at terminals; null = for ever */
  "deviceOperationDays": number | null;
  /** Days for which tests of Wiegand readers are kept; null = for ever */
  "wiegandTestDays": number | null;
  /** Months for which the audit log is kept, at least 12; what is older is exported into DATA_DIR first; null = for ever */
  "auditMonths": number | null;
  /** Months for which exported parts of the audit log stay in DATA_DIR of the gateway that wrote them; null = for ever */
  "auditFileMonths": number | null;
};

export type RetentionView = {
  /** All that grows */
  "items": RetentionItem[];
  /** Events of devices begin here, by their clocks: older months were dropped; null = none was */
  "horizon": string | null;
};

export type RetireBody = {
  /** What becomes of it when it is empty; left out = disable */
  "then"?: "disable" | "delete";
};

export type RetirementView = {
  /** Serial number */
  "sn": string;
  /** stuck = it did not let itself be emptied: ask again, or take it back */
  "status": "emptying" | "clearing" | "stuck" | "done";
  /** What becomes of it when it is empty */
  "then": "disable" | "delete";
  /** Whether it calls */
  "online": boolean;
  /** People who may still be on it */
  "opensFor": number;
  /** How it stands, in words */
  "text": string;
  /** Begun at */
  "createdAt": string;
  /** Ended at */
  "finishedAt": string | null;
};

export type RoleView = {
  /** Role */
  "role": "admin" | "operator" | "guard" | "reception" | "installer" | "auditor";
  /** What it may do */
  "permissions": ("watch" | "door.open" | "door.hold" | "door.emergency" | "alarm.ack" | "muster" | "person.face" | "person.read" | "person" | "level" | "biometrics" | "erase" | "visit.read" | "visit.exit" | "visit" | "attendance.read" | "attendance" | "device.read" | "device" | "door.settings.read" | "door.settings" | "rule.read" | "rule" | "hours.read" | "hours" | "area.read" | "area" | "plan.read" | "plan" | "wire.read" | "wire" | "command.read" | "command" | "report" | "export.visit" | "export" | "audit" | "operator" | "token" | "webhook" | "setting" | "backup")[];
};

export type RolesView = {
  /** Roles */
  "items": RoleView[];
};

export type RotateBody = {
  /** For how long messages are signed with the secret before this one, too */
  "overlapHours"?: number;
  /** Also while the secret before this one is still used */
  "force"?: boolean;
};

export type RowsGoing = {
  /** Table of the device */
  "table": string;
  /** Rows that go */
  "rows": number;
};

export type RuleDeviceView = {
  /** Serial number */
  "sn": string;
  /** Whether the device can keep the rule; null = it has not reported it yet */
  "supported": boolean | null;
  /** It holds what it should hold of the rule, and nothing is on its way */
  "inSync": boolean;
  /** What it lacks */
  "needs": string | null;
};

export type RuleTakenView = {
  /** Kind: its resource in the admin API */
  "kind": string;
  /** Its door; null = of the device */
  "doorId": string | null;
  /** People of it */
  "persons": number;
  /** None here says the same */
  "isNew": boolean;
  /** Its id; null in a trial where it would be made */
  "ruleId": string | null;
};

export type SavedViewBody = {
  /** Page of the console */
  "page": string;
  /** Name, one of its kind among those of the page */
  "name": string;
  /** What stands in the address of the page, by name */
  "query": Record<string, unknown>;
  /** All may read it; left out = one sees it oneself */
  "shared"?: boolean;
  /** An id of your own; left out = made for you */
  "id"?: string;
};

export type SavedViewPatch = {
  /** Page of the console */
  "page"?: string;
  /** Name, one of its kind among those of the page */
  "name"?: string;
  /** What stands in the address of the page, by name */
  "query"?: Record<string, unknown>;
  /** All may read it; left out = one sees it oneself */
  "shared"?: boolean;
};

export type SavedViewView = {
  /** Id */
  "id": string;
  /** Page of the console */
  "page": string;
  /** Name */
  "name": string;
  /** What stands in the address of the page, by name */
  "query": Record<string, unknown>;
  /** All may read it */
  "shared": boolean;
  /** It is the caller's own, who alone changes it */
  "own": boolean;
  /** When it was changed last */
  "updatedAt": string;
};

export type ScheduledOutputBody = {
  /** An id of your own; left out = made for you */
  "id"?: string;
  /** Serial number of its device */
  "sn": string;
  /** What is switched */
  "target": "door" | "auxOut";
  /** Its number on the device */
  "number": number;
  /** Its state in the time zone */
  "action": "none" | "normallyOpen" | "normallyClosed";
  /** The time zone */
  "timeZoneId": number;
};

export type ScheduledOutputPatch = {
  /** Serial number of its device */
  "sn"?: string;
  /** What is switched */
  "target"?: "door" | "auxOut";
  /** Its number on the device */
  "number"?: number;
  /** Its state in the time zone */
  "action"?: "none" | "normallyOpen" | "normallyClosed";
  /** The time zone */
  "timeZoneId"?: number;
};

export type ScheduledOutputView = {
  /** Serial number of its device */
  "sn": string;
  /** What is switched */
  "target": "door" | "auxOut";
  /** Its number on the devices, where it has one */
  "number"?: number;
  /** Its state in the time zone */
  "action": "none" | "normallyOpen" | "normallyClosed";
  /** The time zone */
  "timeZoneId": number;
  /** Id */
  "id": string;
  /** How far its devices are; not in lists */
  "devices"?: RuleDeviceView[];
  /** When it was changed last: its version, for If-Match */
  "updatedAt": string;
};

export type SessionView = {
  /** Who is signed in */
  "operator": SignedInView;
  /** What the operator may do */
  "permissions": ("watch" | "door.open" | "door.hold" | "door.emergency" | "alarm.ack" | "muster" | "person.face" | "person.read" | "person" | "level" | "biometrics" | "erase" | "visit.read" | "visit.exit" | "visit" | "attendance.read" | "attendance" | "device.read" | "device" | "door.settings.read" | "door.settings" | "rule.read" | "rule" | "hours.read" | "hours" | "area.read" | "area" | "plan.read" | "plan" | "wire.read" | "wire" | "command.read" | "command" | "report" | "export.visit" | "export" | "audit" | "operator" | "token" | "webhook" | "setting" | "backup")[];
  /** When the session ends if nothing is asked until then */
  "expiresAt": string;
  /** Somebody else has made the password: it is to be changed */
  "mustChange": boolean;
  /** About the site */
  "site": SiteView;
  /** The first run was finished */
  "setupDone": boolean;
  /** Version of Postern */
  "version": string;
  /** The secret of the session, for the header Authorization: only where token was asked for */
  "token"?: string;
};

export type SettingsBody = {
  /** Devices that support it get a key for the vendor's QR codes (scheme 2) */
  "vendorQrCode"?: boolean;
  /** What QR codes of persons and visitors carry: credential = a card number for a short while; vendor-2 = experimental, the scheme 2 of the vendor */
  "qrProvider"?: "credential" | "vendor-2";
  /** How many seconds a QR code is good for; a vendor-2 code at most 60 */
  "qrSeconds"?: number;
  /** Text of a vendor-2 code before it is encrypted, of {pin}, {issued} and {expires} (seconds since 1970) */
  "qrTemplate"?: string;
  /** The first state of applications for punches, overtime and leave: approved, because the sender has decided, or pending until an operator decides */
  "attendanceApplications"?: "approved" | "pending";
  /** Degrees Celsius from which on a measured temperature is abnormal */
  "temperatureLimit"?: number;
  /** Visitor levels of a visitor for whom none are named */
  "visitorLevelIds"?: string[];
  /** Whose rule the numbers of national identity cards (certType 2) of visitors have to follow */
  "nationalIdRule"?: "none" | "br" | "cl" | "cn" | "es" | "pl";
  /** Name of the site; empty until it has one */
  "siteName"?: string;
  /** IANA time zone of the site, and of devices without one of their own; SITE_TIME_ZONE fixes it */
  "siteTimeZone"?: string;
  /** Language of event names; LOCALE fixes it */
  "locale"?: "en" | "es" | "pt" | "fr" | "zh";
  /** Days for which pictures of events and of parking are kept; null = for ever: retention.pictureDays */
  "retentionDays"?: number | null;
  /** For how long things are kept that grow; GET /retention tells how large they are */
  "retention"?: RetentionBody;
  /** What is printed for visitors */
  "badge"?: BadgeBody;
};

export type SettingsView = {
  /** Whether devices get a key for the vendor's QR codes (scheme 2) */
  "vendorQrCode": boolean;
  /** What QR codes of persons and visitors carry: credential = a card number for a short while; vendor-2 = experimental, the scheme 2 of the vendor */
  "qrProvider": "credential" | "vendor-2";
  /** How many seconds a QR code is good for; a vendor-2 code at most 60 */
  "qrSeconds": number;
  /** Text of a vendor-2 code before it is encrypted, of {pin}, {issued} and {expires} (seconds since 1970) */
  "qrTemplate": string;
  /** The first state of applications for punches, overtime and leave: approved, because the sender has decided, or pending until an operator decides */
  "attendanceApplications": "approved" | "pending";
  /** Degrees Celsius from which on a measured temperature is abnormal */
  "temperatureLimit": number;
  /** Visitor levels of a visitor for whom none are named */
  "visitorLevelIds": string[];
  /** Whose rule the numbers of national identity cards (certType 2) of visitors have to follow */
  "nationalIdRule": "none" | "br" | "cl" | "cn" | "es" | "pl";
  /** Name of the site; empty until it has one */
  "siteName": string;
  /** IANA time zone of the site, and of devices without one of their own; SITE_TIME_ZONE fixes it */
  "siteTimeZone": string;
  /** Language of event names; LOCALE fixes it */
  "locale": "en" | "es" | "pt" | "fr" | "zh";
  /** Days for which pictures of events and of parking are kept; null = for ever: retention.pictureDays */
  "retentionDays": number | null;
  /** For how long things are kept that grow; GET /retention tells how large they are */
  "retention": RetentionSettingsView;
  /** What is printed for visitors */
  "badge": BadgeView;
  /** Message brokers that are set: mqtt, nats, kafka */
  "brokers": string[];
  /** What the environment fixes: it cannot be changed here */
  "fixed": ("siteTimeZone" | "locale")[];
};

export type SetupStepView = {
  /** password: the first one was changed; site: the site has a name; connect: a device has called; approve: a device is approved; doors: a door has a name of its own; test: a door was opened; person: somebody passed */
  "step": "password" | "site" | "connect" | "approve" | "doors" | "test" | "person";
  /** It is done */
  "done": boolean;
};

export type SetupView = {
  /** The first run was finished */
  "done": boolean;
  /** What there is to do */
  "steps": SetupStepView[];
  /** What is entered in a device */
  "addresses": OwnAddressView[];
};

export type ShelveBody = {
  /** For so long it is out of sight */
  "minutes": number;
  /** Why */
  "reason": string;
};

export type ShiftBody = {
  /** Name */
  "name": string;
  /** Code of the department; those below it without a shift of their own work like it */
  "deptCode": string;
  /** Working hours, ["HH:mm", "HH:mm"] each; a span whose end is not after its beginning ends on the next day; days not named are free */
  "periods": {
    "mon"?: string[][];
    "tue"?: string[][];
    "wed"?: string[][];
    "thu"?: string[][];
    "fri"?: string[][];
    "sat"?: string[][];
    "sun"?: string[][];
  };
  /** What of it is no work, ["HH:mm", "HH:mm"] each */
  "breaks"?: string[][];
  /** Holidays are days like others */
  "worksHolidays"?: boolean;
  /** An id of your own; left out = made for you */
  "id"?: string;
};

export type ShiftPatch = {
  /** Name */
  "name"?: string;
  /** Code of the department; those below it without a shift of their own work like it */
  "deptCode"?: string;
  /** Working hours, ["HH:mm", "HH:mm"] each; a span whose end is not after its beginning ends on the next day; days not named are free */
  "periods"?: {
    "mon"?: string[][];
    "tue"?: string[][];
    "wed"?: string[][];
    "thu"?: string[][];
    "fri"?: string[][];
    "sat"?: string[][];
    "sun"?: string[][];
  };
  /** What of it is no work, ["HH:mm", "HH:mm"] each */
  "breaks"?: string[][];
  /** Holidays are days like others */
  "worksHolidays"?: boolean;
};

export type ShiftView = {
  /** Id */
  "id": string;
  /** Name */
  "name": string;
  /** Code of the department; those below it without a shift of their own work like it */
  "deptCode": string;
  /** Working hours, ["HH:mm", "HH:mm"] each; a span whose end is not after its beginning ends on the next day; days not named are free */
  "periods": {
    "mon"?: string[][];
    "tue"?: string[][];
    "wed"?: string[][];
    "thu"?: string[][];
    "fri"?: string[][];
    "sat"?: string[][];
    "sun"?: string[][];
  };
  /** What of it is no work, ["HH:mm", "HH:mm"] each */
  "breaks": string[][];
  /** Holidays are days like others */
  "worksHolidays": boolean;
  /** When it was changed last: its version, for If-Match */
  "updatedAt": string;
};

export type SignInBody = {
  /** Name of the operator */
  "name"?: string;
  /** Password */
  "password"?: string;
  /** In place of name and password: what the link of the first start has behind #setup=. Once, for 30 minutes */
  "setup"?: string;
  /** Answer the secret of the session in place of a cookie, for clients that are no browsers */
  "token"?: boolean;
};

export type SignedInView = {
  /** Id */
  "id": string;
  /** Name */
  "name": string;
  /** Role */
  "role": "admin" | "operator" | "guard" | "reception" | "installer" | "auditor";
  /** Areas whose doors and devices are shown; null = all */
  "areaCodes": string[] | null;
  /** Departments whose people are shown; null = all */
  "departmentCodes": string[] | null;
  /** What was chosen for the console */
  "preferences": Record<string, unknown>;
};

export type SimulatorAnswerView = {
  /** What it says to that */
  "lines": string[];
};

export type SimulatorBody = {
  /** Model */
  "profile"?: "controller" | "terminal" | "c3-200" | "inbio260" | "inbio5" | "speedface-v5l";
  /** Doors; left out = as the model has */
  "doors"?: number;
};

export type SimulatorLineBody = {
  /** A line of its keyboard, as docs/simulator.md lists them: b 5551 1 = hold card 5551 before door 1 */
  "line": string;
};

export type SimulatorList = {
  /** All that were started here */
  "items": SimulatorView[];
};

export type SimulatorView = {
  /** Serial number; it calls and is approved like any device */
  "sn": string;
  /** It runs in this gateway; after a restart not before it is started again */
  "running": boolean;
};

export type SiteView = {
  /** Name of the site; empty until it has one */
  "name": string;
  /** IANA time zone of the site */
  "timeZone": string;
  /** Language of event names */
  "locale": string;
  /** What is printed for visitors */
  "badge": BadgeView;
};

export type SpaceBody = {
  /** Code of its area; left out = that of its first device */
  "areaCode"?: string;
  /** Picture: its address */
  "picture"?: string;
  /** Where it is */
  "address"?: string;
  /** The person in charge; null = nobody */
  "managerPin"?: string | null;
  /** Telephone of the person in charge */
  "managerPhone"?: string;
  /** It is a smart room */
  "smart"?: boolean;
  /** Remark */
  "remark"?: string;
  /** Minutes after which a room that nobody came to is given back; null = never */
  "retentionMinutes"?: (15 | 30 | 45 | 60) | null;
  /** It cannot be reserved, and no reservation opens its doors */
  "disabled"?: boolean;
  /** Ids of what it has */
  "facilityIds"?: string[];
  /** Serial numbers of devices at the room: all their doors, where doorIds names none of them */
  "deviceSns"?: string[];
  /** Ids of its doors */
  "doorIds"?: string[];
  /** Name, one of its kind */
  "name": string;
  /** Seats */
  "capacity": number;
  /** An id of your own; left out = made for you */
  "id"?: string;
};

export type SpaceCalendarView = {
  /** The address for calendar programs, shown once. Behind PUBLIC_URL, where that is set */
  "path": string;
};

export type SpaceFacilityBody = {
  /** Name, one of its kind */
  "name": string;
  /** Number, greater than 19: those up to it are built in */
  "facilityNo": number;
  /** Remark */
  "remark"?: string;
  /** An id of your own; left out = made for you */
  "id"?: string;
};

export type SpaceFacilityPatch = {
  /** Name, one of its kind */
  "name"?: string;
  /** Number, greater than 19: those up to it are built in */
  "facilityNo"?: number;
  /** Remark */
  "remark"?: string;
};

export type SpaceFacilityView = {
  /** Id */
  "id": string;
  /** Name */
  "name": string;
  /** Remark */
  "remark": string;
  /** It is built in, and cannot be removed */
  "builtIn": boolean;
  /** When it was changed last: its version, for If-Match */
  "updatedAt": string;
  /** Number */
  "facilityNo": number;
};

export type SpacePatch = {
  /** Code of its area; left out = that of its first device */
  "areaCode"?: string;
  /** Picture: its address */
  "picture"?: string;
  /** Where it is */
  "address"?: string;
  /** The person in charge; null = nobody */
  "managerPin"?: string | null;
  /** Telephone of the person in charge */
  "managerPhone"?: string;
  /** It is a smart room */
  "smart"?: boolean;
  /** Remark */
  "remark"?: string;
  /** Minutes after which a room that nobody came to is given back; null = never */
  "retentionMinutes"?: (15 | 30 | 45 | 60) | null;
  /** It cannot be reserved, and no reservation opens its doors */
  "disabled"?: boolean;
  /** Ids of what it has */
  "facilityIds"?: string[];
  /** Serial numbers of devices at the room: all their doors, where doorIds names none of them */
  "deviceSns"?: string[];
  /** Ids of its doors */
  "doorIds"?: string[];
  /** Name, one of its kind */
  "name"?: string;
  /** Seats */
  "capacity"?: number;
};

export type SpaceReservationBody = {
  /** What it is about */
  "content"?: string;
  /** Minutes before the beginning from which on participants may pass the door */
  "signInMinutes"?: 0 | 5 | 15 | 30;
  /** Minutes before the beginning at which people are reminded; null = never */
  "remindMinutes"?: (5 | 15 | 30 | 60 | 1440) | null;
  /** Mail address of who reserves; empty = that of the person */
  "applicantEmail"?: string;
  /** Who takes part, beside who reserves */
  "pins"?: string[];
  /** Ids of the services that are wanted */
  "serviceIds"?: string[];
  /** Id of the room */
  "spaceId": string;
  /** Subject */
  "subject": string;
  /** Beginning */
  "startTime": string;
  /** End; the room is free again then */
  "endTime": string;
  /** Who reserves, and may pass */
  "applicantPin": string;
  /** An id of your own; left out = made for you */
  "id"?: string;
};

export type SpaceReservationPatch = {
  /** What it is about */
  "content"?: string;
  /** Minutes before the beginning from which on participants may pass the door */
  "signInMinutes"?: 0 | 5 | 15 | 30;
  /** Minutes before the beginning at which people are reminded; null = never */
  "remindMinutes"?: (5 | 15 | 30 | 60 | 1440) | null;
  /** Mail address of who reserves; empty = that of the person */
  "applicantEmail"?: string;
  /** Who takes part, beside who reserves */
  "pins"?: string[];
  /** Ids of the services that are wanted */
  "serviceIds"?: string[];
  /** Id of the room */
  "spaceId"?: string;
  /** Subject */
  "subject"?: string;
  /** Beginning */
  "startTime"?: string;
  /** End; the room is free again then */
  "endTime"?: string;
  /** Who reserves, and may pass */
  "applicantPin"?: string;
};

export type SpaceReservationView = {
  /** Id */
  "id": string;
  /** Id of the room */
  "spaceId": string;
  /** Name of the room */
  "spaceName": string;
  /** Subject */
  "subject": string;
  /** What it is about */
  "content": string;
  /** Beginning, by the clock of the site */
  "startTime": string;
  /** End, by the clock of the site */
  "endTime": string;
  /** Beginning */
  "startsAt": string;
  /** End */
  "endsAt": string;
  /** From then on participants may pass the door */
  "opensAt": string;
  /** Minutes before the beginning */
  "signInMinutes": number;
  /** Minutes before the beginning at which people are reminded; null = never */
  "remindMinutes": number | null;
  /** When they were */
  "remindedAt": string | null;
  /** Who has reserved it; empty = somebody whom you do not see, or who is gone */
  "applicantPin": string;
  /** Their name */
  "applicantName": string;
  /** Their last name */
  "applicantLastName": string;
  /** Their mail address */
  "applicantEmail": string;
  /** Who takes part, as far as you see them */
  "participants": ReservationPersonView[];
  /** Their pins */
  "pins": string[];
  /** Ids of the services that are wanted */
  "serviceIds": string[];
  /** 0 to come, 1 running, 2 ended, 3 cancelled */
  "status": 0 | 1 | 2 | 3;
  /** When it was cancelled */
  "cancelledAt": string | null;
  /** When the room was given back */
  "finishedAt": string | null;
  /** The room was given back because nobody came */
  "released": boolean;
  /** When it was changed last: its version, for If-Match */
  "updatedAt": string;
};

export type SpaceServiceBody = {
  /** Name, one of its kind */
  "name": string;
  /** Remark */
  "remark"?: string;
  /** An id of your own; left out = made for you */
  "id"?: string;
};

export type SpaceServicePatch = {
  /** Name, one of its kind */
  "name"?: string;
  /** Remark */
  "remark"?: string;
};

export type SpaceServiceView = {
  /** Id */
  "id": string;
  /** Name */
  "name": string;
  /** Remark */
  "remark": string;
  /** It is built in, and cannot be removed */
  "builtIn": boolean;
  /** When it was changed last: its version, for If-Match */
  "updatedAt": string;
};

export type SpaceView = {
  /** Id */
  "id": string;
  /** Name */
  "name": string;
  /** Code of its area */
  "areaCode": string;
  /** Name of its area */
  "areaName": string;
  /** Seats */
  "capacity": number;
  /** Picture: its address */
  "picture": string;
  /** Where it is */
  "address": string;
  /** The person in charge */
  "managerPin": string | null;
  /** Their name */
  "managerName": string;
  /** Their telephone */
  "managerPhone": string;
  /** It is a smart room */
  "smart": boolean;
  /** Remark */
  "remark": string;
  /** Minutes after which a room that nobody came to is given back; null = never */
  "retentionMinutes": number | null;
  /** It cannot be reserved, and no reservation opens its doors */
  "disabled": boolean;
  /** 0 free, 1 in use, 2 disabled */
  "status": 0 | 1 | 2;
  /** Ids of what it has */
  "facilityIds": string[];
  /** Serial numbers of devices at the room: all their doors, where doorIds names none of them */
  "deviceSns": string[];
  /** Ids of its doors */
  "doorIds": string[];
  /** Calendar programs may read it under a secret address */
  "hasCalendar": boolean;
  /** When it was changed last: its version, for If-Match */
  "updatedAt": string;
};

export type StandingCounts = {
  /** As they should be */
  "ours": number;
  /** With other values than they should have */
  "differs": number;
  /** On their way, or not acknowledged yet */
  "pending": number;
  /** Of somebody else: nothing here wants them */
  "foreign": number;
  /** The device's own parameters, which nothing here sets */
  "own": number;
  /** Acknowledged once, and not there */
  "missing": number;
};

export type StatisticsView = {
  /** Devices by status: pending, approved, disabled, rejected */
  "devices": Record<string, unknown>;
  /** Approved devices that are there */
  "online": number;
  /** Approved devices by how they are spoken with */
  "links": Record<string, unknown>;
  /** Approved devices that hold all that they should, and nothing else */
  "inSync": number;
  /** Persons, without visitors */
  "persons": number;
  /** Templates by type: 1 finger, 2 near-infrared face, 7 finger vein, 8 palm, 9 face */
  "templates": Record<string, unknown>;
  /** Comparison photos */
  "photos": number;
  /** Commands that are kept, by status */
  "commands": Record<string, unknown>;
  /** Rows that devices should hold and have not acknowledged */
  "waiting": number;
  /** Of these, refused and no longer tried by themselves */
  "failed": number;
  /** Events that are stored */
  "events": number;
  /** Of these, of the last 24 hours by the clocks of the devices */
  "eventsToday": number;
  /** Uploads that could not be read */
  "quarantined": number;
};

export type StrangerView = {
  /** Account number */
  "account": string;
  /** Receiver number */
  "receiver": string;
  /** Account prefix */
  "line": string;
  /** Where it sends from */
  "address": string;
  /** unknown: no panel has this account; address: not from there; plain: the panel has a key; noKey: the panel has none; wrongKey; time: its clock is wrong; protocol: none that is understood */
  "reason": "unknown" | "address" | "plain" | "noKey" | "wrongKey" | "time" | "protocol";
  /** What was sent last, without what is encrypted */
  "message": string;
  /** How often */
  "count": number;
  /** The first time */
  "firstAt": string;
  /** The last time */
  "lastAt": string;
};

export type StreamView = {
  /** Which stream */
  "stream": "main" | "sub";
  /** RTSP address, with the account for watching. Without one, only those who may change recorders get the account */
  "url": string;
};

export type StreamsView = {
  /** The main stream first */
  "items": StreamView[];
};

export type SubDeviceView = {
  /** Serial number */
  "subSn": string;
  /** Whether the master reaches it; null = it did not say */
  "online": boolean | null;
  /** As the master reports it: 0 not authorised, 1 in progress, 2 authorised */
  "isAuthorize": number;
  /** Decision of the operator; null = none yet */
  "authorized": boolean | null;
  /** What it reports before it is authorised */
  "authorizeInfo": Record<string, unknown>;
  /** What it registered with */
  "registerInfo": Record<string, unknown>;
  /** Last word of the master */
  "updatedAt": string;
};

export type SubDevicesView = {
  /** By serial number */
  "items": SubDeviceView[];
};

export type SuperUserRuleBody = {
  /** An id of your own; left out = made for you */
  "id"?: string;
  /** Doors, all of them */
  "doorIds": string[];
  /** Pins, all of them */
  "pins": string[];
};

export type SuperUserRulePatch = {
  /** Doors, all of them */
  "doorIds"?: string[];
  /** Pins, all of them */
  "pins"?: string[];
};

export type SuperUserRuleView = {
  /** Doors, all of them */
  "doorIds": string[];
  /** Pins, all of them */
  "pins": string[];
  /** Id */
  "id": string;
  /** Its number on the devices, where it has one */
  "number"?: number;
  /** How far its devices are; not in lists */
  "devices"?: RuleDeviceView[];
  /** When it was changed last: its version, for If-Match */
  "updatedAt": string;
};

export type SurveyAuthority = {
  /** Table of the device */
  "table": string;
  /** Numbers of the doors, or of the floors */
  "places": number[];
  /** Number of the time zone on the device */
  "timeZoneId": number | null;
};

export type SurveyImport = {
  /** How far it is */
  "state": "running" | "done" | "failed";
  /** Why it failed, where it did */
  "error": string | null;
  /** Since when */
  "since": string;
  /** The call that does it, or does it again: nothing is taken over twice */
  "again": string;
};

export type SurveyPersonView = {
  /** Pin */
  "pin": string;
  /** Name on the device */
  "name": string;
  /** There is a person or a visitor of that pin here */
  "known": boolean;
  /** Name here, where there is one */
  "nameHere": string | null;
  /** How the row of the user stands */
  "standing": "ours" | "differs" | "pending" | "foreign" | "own" | "missing";
  /** Cards, in decimal */
  "cards": string[];
  /** A keypad password is there */
  "password": boolean;
  /** Fingers */
  "fingers": number;
  /** A face is there */
  "face": boolean;
  /** What opens to them */
  "authorities": SurveyAuthority[];
};

export type SurveyRowView = {
  /** Table of the device */
  "table": string;
  /** Its key on the device */
  "key": string;
  /** How it stands to what is wanted here */
  "standing": "ours" | "differs" | "pending" | "foreign" | "own" | "missing";
  /** Columns that say something else */
  "columns": string[];
  /** What it says, without secrets */
  "row": Record<string, unknown>;
  /** Secrets that it has: passwords, templates, pictures */
  "hidden": string[];
};

export type SurveyTable = {
  /** Table of the device */
  "table": string;
  /** Biometric type, for templates and photos */
  "type": number | null;
  /** How the reading stands; cannotRead = this firmware does not give the table away */
  "status": "waiting" | "reading" | "read" | "cannotRead" | "noAnswer" | "failed";
  /** Rows on the device */
  "rows": number | null;
  /** How they stand to what is wanted here */
  "counts": StandingCounts | null;
  /** Rows whose key cannot be read */
  "unreadable": number;
  /** The device's return code where it refused */
  "returnCode": number | null;
  /** What it means */
  "returnMeaning": string | null;
};

export type SurveyTotals = {
  /** Users on the device */
  "users": number;
  /** Those of them who are persons or visitors here */
  "known": number;
  /** Different cards */
  "cards": number;
  /** Users with a keypad password */
  "passwords": number;
  /** Fingers */
  "fingers": number;
  /** Persons with a face */
  "faces": number;
  /** Rows that open doors or floors */
  "authorities": number;
  /** Time zones */
  "timeZones": number;
  /** Rows of rules: linkage, interlock, anti-passback, first card, several cards and the like */
  "rules": number;
  /** Parameters of the device, its doors and its readers */
  "parameters": number;
};

export type SurveyView = {
  /** Id */
  "id": number;
  /** Serial number */
  "sn": string;
  /** Why it is read: keep, clear, import = after it was approved so; settle, proof = after something was changed */
  "purpose": "asked" | "keep" | "clear" | "import" | "settle" | "proof";
  /** How it stands */
  "status": "running" | "done";
  /** Tables that have been asked for and ended */
  "done": number;
  /** Tables that are asked for */
  "of": number;
  /** What it holds, as far as it has been read */
  "holds": SurveyTotals;
  /** How all of its rows stand */
  "counts": StandingCounts;
  /** Table by table */
  "tables": SurveyTable[];
  /** Whether what it holds was taken over; null = nobody has begun */
  "import": SurveyImport | null;
  /** Begun at */
  "createdAt": string;
  /** Ended at */
  "finishedAt": string | null;
};

export type SurveyWait = {
  /** Seconds to wait for the end; left out = 0 */
  "wait"?: number;
};

export type SyncNumbers = {
  /** Rows it should hold */
  "desired": number;
  /** Of these, acknowledged as they should be */
  "acked": number;
  /** Refused, and no longer tried by themselves */
  "failed": number;
  /** Waiting for a row that was refused */
  "blocked": number;
  /** Users on the device that it was not given from here: they may open doors */
  "extra": number;
  /** Rows of which it is not known whether it holds them */
  "unknown": number;
  /** Rows that its last reading found and nothing here wants: linkages, rights, rules of another server */
  "foreign": number;
  /** It has acknowledged all that it should hold and all that was taken from it */
  "inSync": boolean;
  /** Why it is not in sync; null where it is */
  "reason": string | null;
};

export type SyncRowView = {
  /** Table of the device */
  "table": string;
  /** Its key there */
  "key": string;
  /** The person of the row; empty if it belongs to nobody */
  "pin": string;
  /** The state */
  "state": "pending" | "sent" | "retrying" | "failed" | "blocked" | "unsupported";
  /** Whether the device should hold it; false = it should go */
  "wanted": boolean;
  /** How often it was refused in a row */
  "failures": number;
  /** The device's last return code */
  "returnCode": number | null;
  /** What it means */
  "returnMeaning": string | null;
  /** Why the device does not hold it as it should, for programs */
  "code": "waiting" | "deviceAway" | "sent" | "refused" | "full" | "unknownToFirmware" | "unanswered" | "blocked" | "unsupported";
  /** The same in words */
  "reason": string;
  /** When it is tried again */
  "retryAt": string | null;
  /** The command that carries it */
  "commandId": number | null;
};

export type SyncRunBody = {
  /** What: everything about people, or this of them */
  "what"?: "all" | "users" | "fingerprints" | "faces" | "templates" | "photos";
  /** A device whose people are asked for first; left out = what is known here is given out */
  "from"?: string;
  /** Devices that are given it; left out = all that are approved, but for the one that is asked */
  "to"?: string[];
  /** Persons whom it is about; left out = everybody */
  "pins"?: string[];
};

export type SyncRunDevice = {
  /** Serial number */
  "sn": string;
  /** Whether it is there; one that is away is given its rows when it calls */
  "online": boolean;
  /** Rows that are given to it once more */
  "rows": number;
};

export type SyncRunView = {
  /** What it is about */
  "what": "all" | "users" | "fingerprints" | "faces" | "templates" | "photos";
  /** Questions to the device that was named; what it tells becomes its persons’ and goes on by itself */
  "questions": CommandView[];
  /** Devices that are given rows */
  "devices": SyncRunDevice[];
};

export type SyncView = {
  /** Rows that differ */
  "items": SyncRowView[];
  /** Where the next call continues */
  "nextCursor": string | null;
  /** Users the device reported that it should not hold, up to a thousand */
  "unknownUsers": UnknownUser[];
};

export type TableView = {
  /** Table of the device */
  "table": string;
  /** Biometric type, for templates and photos */
  "type": number | null;
  /** The state; cannotVerify = this firmware does not give the table away */
  "status": "waiting" | "counting" | "querying" | "matches" | "differs" | "cannotVerify" | "noAnswer" | "failed";
  /** Rows on the device */
  "device": number | null;
  /** Rows that it has acknowledged */
  "ledger": number | null;
  /** Keys that the device lacks, up to a thousand */
  "missing": string[];
  /** Keys that it should not have, up to a thousand */
  "extra": string[];
  /** Rows that differ, up to a thousand */
  "different": DifferentView[];
  /** How many of each there are */
  "totals": Record<string, unknown> | null;
  /** Rows that are on their way and were not compared */
  "pending": number;
  /** Rows whose key cannot be read */
  "unreadable": number;
  /** Rows that are being put right */
  "repaired": number;
  /** The device's return code where it refused */
  "returnCode": number | null;
  /** What it means */
  "returnMeaning": string | null;
};

export type TakeOverBody = {
  /** Only tell what would be done; left out = true */
  "dryRun"?: boolean;
};

export type TakeOverView = {
  /** Nothing was written */
  "dryRun": boolean;
  /** People */
  "persons": PersonsTaken;
  /** Cards that persons get */
  "cards": number;
  /** Visitors who go on with their visit */
  "visitors": number;
  /** Holidays that are new here */
  "holidays": number;
  /** Rules of the device, its doors and people; of settings of a door the name of the setting */
  "rules": RuleTakenView[];
  /** Time zones that its rows name */
  "zones": ZoneTakenView[];
  /** Levels, one for each distinct pair of doors and time zone */
  "levels": LevelTakenView[];
  /** Levels that new persons get with their department, beyond what the device says */
  "departmentLevels": LevelOfDepartmentView[];
  /** Templates and photos that persons lack here and the device holds; it sends them afterwards */
  "bodies": BodiesTakenView;
  /** What contradicts itself, or what stands here, and is left as it is */
  "disputes": DisputeView[];
  /** Rules and the like that have to be made here by hand */
  "notTaken": NotTakenView[];
};

export type TakenItemsView = {
  /** Items that were not there */
  "added": number;
  /** Items that were there already */
  "known": number;
  /** Items that were not taken over */
  "failed": number;
  /** Which, and why; the first thousand of them */
  "errors": RefusedItemView[];
  /** Headings of a file that say nothing to us */
  "ignoredColumns": string[];
};

export type TemplateBody = {
  /** 1 finger (the default), 2 near-infrared face, 7 finger vein, 8 palm, 9 face, 10 palm */
  "bioType"?: number;
  /** Which finger (0 to 9, from the left little one), hand or eye; 0 for faces */
  "no": number;
  /** Part of a template of several parts */
  "index"?: number;
  /** Used under duress */
  "duress"?: boolean;
  /** 0 ZK, 1 ISO, 2 ANSI */
  "format"?: 0 | 1 | 2;
  /** Template in base64 */
  "template": string;
  /** Version of the algorithm; left out = 10 for fingers, for other types it is needed */
  "version"?: string;
};

export type TemplateCheckBody = {
  /** 1 finger, 2 near-infrared face, 7 finger vein, 8 palm, 9 face, 10 palm */
  "bioType": number;
  /** Which finger, hand or eye */
  "no"?: number;
  /** Version of the algorithm */
  "version"?: string;
  /** Template in base64 */
  "template": string;
};

export type TemplateCheckView = {
  /** Nothing is wrong with it */
  "valid": boolean;
  /** What is */
  "faults": TemplateFaultView[];
  /** Bytes */
  "size": number;
  /** The algorithm that it is taken for */
  "majorVer": string | null;
  /** Approved devices that read this type and algorithm */
  "devices": string[];
};

export type TemplateFaultView = {
  /** The field that it is about */
  "field": string;
  /** What is wrong */
  "message": string;
};

export type TemplateQuestionBody = {
  /** Whose */
  "pin": string;
  /** 1 finger, 2 near-infrared face, 7 finger vein, 8 palm, 9 face, 10 palm */
  "bioType": number;
  /** Which finger, hand or eye; left out = all */
  "no"?: number;
};

export type TemplatesBody = {
  /** All of the person; what else there is goes first */
  "items": TemplateBody[];
};

export type TerminalResendBody = {
  /** Tables that the terminal should send again from the first row on: attlog, operlog, attphoto, biodata, idcard, errorlog */
  "tables": string[];
};

export type TerminalResendView = {
  /** Number of the command that makes the terminal begin */
  "commandId": number;
};

export type TestHostBody = {
  /** Seconds to wait for the end */
  "wait"?: number;
  /** Whether the device gets to this host:port */
  "address": string;
};

export type TestResultView = {
  /** What came of it */
  "result": "2xx" | "3xx" | "4xx" | "5xx" | "timeout" | "network" | "blocked";
  /** The status of the answer; null = none came */
  "status": number | null;
  /** How long it took, in milliseconds */
  "ms": number;
  /** The first kilobyte of the answer */
  "response": string | null;
  /** Why no answer came */
  "error": string | null;
};

export type TimeZoneBody = {
  /** Name */
  "name": string;
  /** Up to three periods a day, ["HH:mm", "HH:mm"] each; days not named are closed */
  "periods": {
    "mon"?: string[][];
    "tue"?: string[][];
    "wed"?: string[][];
    "thu"?: string[][];
    "fri"?: string[][];
    "sat"?: string[][];
    "sun"?: string[][];
    "hol1"?: string[][];
    "hol2"?: string[][];
    "hol3"?: string[][];
  };
};

export type TimeZonePatch = {
  /** Name */
  "name"?: string;
  /** Up to three periods a day, ["HH:mm", "HH:mm"] each; days not named are closed */
  "periods"?: {
    "mon"?: string[][];
    "tue"?: string[][];
    "wed"?: string[][];
    "thu"?: string[][];
    "fri"?: string[][];
    "sat"?: string[][];
    "sun"?: string[][];
    "hol1"?: string[][];
    "hol2"?: string[][];
    "hol3"?: string[][];
  };
};

export type TimeZoneView = {
  /** TimezoneId on the wire; 1 = always, fixed */
  "id": number;
  /** Name */
  "name": string;
  /** Up to three periods a day, ["HH:mm", "HH:mm"] each; days not named are closed */
  "periods": {
    "mon"?: string[][];
    "tue"?: string[][];
    "wed"?: string[][];
    "thu"?: string[][];
    "fri"?: string[][];
    "sat"?: string[][];
    "sun"?: string[][];
    "hol1"?: string[][];
    "hol2"?: string[][];
    "hol3"?: string[][];
  };
  /** What needs it: while there is anything it cannot be removed */
  "usedBy": ZoneUseView[];
  /** When it was changed last: its version, for If-Match */
  "updatedAt": string;
};

export type TimelineEntryView = {
  /** Whether the device is there */
  "connection": "online" | "offline" | "disabled";
  /** What the sensor says; unknown while the device is away */
  "position": "open" | "closed" | "noSensor" | "unknown";
  /** What the relay says; unknown while the device is away */
  "lock": "locked" | "unlocked" | "unknown";
  /** As the last acknowledged orders left it; unknown where one was not answered */
  "mode": "normal" | "held" | "lockedDown" | "unknown";
  /** Alarms that are on */
  "alarms": ("forced" | "tamper" | "duress" | "heldOpen" | "mains" | "battery" | "reader")[];
  /** When the hold ends; null without one, or with one that somebody has to end */
  "until": string | null;
  /** From when on; of the first entry it may be before the beginning */
  "at": string;
};

export type TimelineView = {
  /** Beginning */
  "from": string;
  /** End */
  "to": string;
  /** Changes, oldest first; the first entry is the state at the beginning, where that is known */
  "items": TimelineEntryView[];
  /** Whether there are more: ask again from the last entry on */
  "isCut": boolean;
};

export type TrialView = {
  /** It can be used as it was given */
  "ok": boolean;
  /** Milliseconds until that was known */
  "ms": number;
  /** What was found, or why it failed */
  "detail": string;
};

export type UnknownUser = {
  /** Pin on the device */
  "pin": string;
  /** Name on the device */
  "name": string;
};

export type UpgradeBody = {
  /** Id of the firmware */
  "firmwareId": string;
  /** How it is fetched: 1 as base64 text, 2 as it is, 3 in ranges; left out = as the device can */
  "method"?: 1 | 2 | 3;
};

export type UpgradeView = {
  /** Id */
  "id": string;
  /** Serial number */
  "sn": string;
  /** Id of the firmware, which may be gone by now */
  "firmwareId": string;
  /** Name of its file */
  "name": string;
  /** Bytes of its file */
  "size": number;
  /** MD5 of its file */
  "md5": string;
  /** How it is fetched */
  "method": 1 | 2 | 3;
  /** Bytes of the file that have gone to the device */
  "fetchedBytes": number;
  /** When the device last fetched some */
  "fetchedAt": string | null;
  /** Version that the device reported before */
  "firmwareBefore": string;
  /** Version that it reports now */
  "firmwareNow": string;
  /** Asked for at */
  "createdAt": string;
  /** The command; its end is the result */
  "command": CommandView | null;
};

export type UserCounts = {
  /** Users on the device */
  "device": number;
  /** Users it acknowledged */
  "ledger": number;
  /** The first less the second */
  "difference": number;
};

export type VerificationScheduleBody = {
  /** An id of your own; left out = made for you */
  "id"?: string;
  /** Name, one of its kind */
  "name": string;
  /** Up to three periods a day; user and door are modes of appendix 3, left out = the usual one */
  "days": Record<string, unknown>;
};

export type VerificationSchedulePatch = {
  /** Name, one of its kind */
  "name"?: string;
  /** Up to three periods a day; user and door are modes of appendix 3, left out = the usual one */
  "days"?: Record<string, unknown>;
};

export type VerificationScheduleView = {
  /** Name, one of its kind */
  "name": string;
  /** Up to three periods a day; user and door are modes of appendix 3, left out = the usual one */
  "days": Record<string, unknown>;
  /** Id */
  "id": string;
  /** Its number on the devices, where it has one */
  "number"?: number;
  /** How far its devices are; not in lists */
  "devices"?: RuleDeviceView[];
  /** When it was changed last: its version, for If-Match */
  "updatedAt": string;
};

export type VerificationView = {
  /** Id */
  "id": number;
  /** Serial number */
  "sn": string;
  /** The state */
  "status": "running" | "done";
  /** What becomes of differences */
  "repair": "none" | "missing" | "all";
  /** Table by table */
  "tables": TableView[];
  /** The count of users that was asked for */
  "command": CommandView | null;
  /** What came of it; null where the device did not say */
  "user": UserCounts | null;
  /** Begun at */
  "createdAt": string;
  /** Ended at */
  "finishedAt": string | null;
};

export type VerifyBody = {
  /** Seconds to wait for the end; left out = 20 */
  "wait"?: number;
  /** Tables to compare row by row, by their names on the device; left out = all that it should hold, those that can be counted only where the number differs */
  "tables"?: string[];
  /** What becomes of differences: only told (left out = this); missing and different rows sent again; rows too many taken away, too */
  "repair"?: "none" | "missing" | "all";
  /** With repair all: rows of pins that nobody here knows are taken away as well */
  "removeUnknown"?: boolean;
};

export type ViaView = {
  /** The level; null = the person belongs to the area of the terminal */
  "levelId": string | null;
  /** When it opens */
  "timeZoneId": number;
};

export type VisitBody = {
  /** Pin of the person who is visited */
  "hostPin": string;
  /** Kind of the certificate: 2 national ID card, 3 passport, 4 driving licence ... 8 others */
  "certType": string;
  /** Number of the certificate */
  "certNumber": string;
  /** First name, or the whole name */
  "name": string;
  /** Last name */
  "lastName"?: string;
  /** Telephone */
  "phone"?: string;
  /** E-mail */
  "email"?: string;
  /** Company */
  "company"?: string;
  /** Plate of the car */
  "carPlate"?: string;
  /** Why */
  "visitReason": string;
  /** Ends */
  "endTime": string;
  /** Code of the department that is visited */
  "deptCode"?: string;
  /** Begins, by the clock of the site; left out or `now` = from now */
  "startTime"?: string;
  /** M or F */
  "gender"?: string;
  /** Card for the visit, decimal */
  "cardNo"?: string;
  /** Visitor levels; without any those that every visitor gets */
  "levelIds"?: string[];
  /** Number of visitors */
  "visitorCount"?: number;
  /** Where the visitor came in */
  "enterPlaceId"?: string;
  /** Photo of the face, JPEG or PNG in base64 */
  "facePhoto"?: string;
  /** Photo of the certificate */
  "certPhoto"?: string;
  /** Photo of the signature */
  "signaturePhoto"?: string;
  /** Photo of what is brought along */
  "enterGoodsPhoto"?: string;
};

export type VisitCodeView = {
  /** What a reader reads */
  "text": string;
  /** It opens nothing afterwards */
  "until": string;
};

export type VisitPatchBody = {
  /** Begins then; `now` lets an early visitor in */
  "startTime"?: string;
  /** Ends then */
  "endTime"?: string;
  /** Visitor levels, all of them */
  "levelIds"?: string[];
};

export type VisitView = {
  /** Id */
  "id": string;
  /** Pin of the visitor */
  "pin": string;
  /** First name, or the whole name */
  "name": string;
  /** Last name */
  "lastName": string;
  /** Telephone */
  "phone": string;
  /** E-mail */
  "email": string;
  /** Company */
  "company": string;
  /** Plate of the car */
  "carPlate": string;
  /** Kind of the certificate: 2 national ID card, 3 passport, 4 driving licence ... 8 others */
  "certType": string;
  /** Number of the certificate */
  "certNumber": string;
  /** Pin of the person who is visited */
  "hostPin": string;
  /** Name of the person who is visited, then */
  "hostName": string;
  /** Name of the department of that person, then */
  "hostDeptName": string;
  /** Code of the department that is visited */
  "deptCode": string | null;
  /** Why */
  "visitReason": string;
  /** Number of visitors */
  "visitorCount": number;
  /** Begins, by the clock of the site */
  "startTime": string;
  /** Ends */
  "endTime": string;
  /** Card for the visit */
  "cardNo": string;
  /** Visitor levels */
  "levelIds": string[];
  /** Where the visitor came in */
  "enterPlaceId": string | null;
  /** on, overdue (its time is over and nobody has signed out) or ended */
  "status": "on" | "overdue" | "ended";
  /** From when the card, code and face open what the levels say, by the clock of the site */
  "opensFrom": string;
  /** Until when; where the visit was ended before, that */
  "opensUntil": string;
  /** Whether they open now: early (not yet), valid, over, signedOut or blocked (on the block list) */
  "access": "early" | "valid" | "over" | "signedOut" | "blocked";
  /** When it ended */
  "exitTime": string | null;
  /** exit, expired or blocked */
  "endedBy": string | null;
  /** Paths of photos by kind: face, cert, signature, enterGoods */
  "photos": Record<string, unknown>;
  /** In the answer to a registration, where something is not as it may be meant: noLevel = it opens nothing */
  "warnings"?: "noLevel"[];
  /** When it was changed last: its version, for If-Match */
  "updatedAt": string;
};

export type VisitorLevelBody = {
  /** Name, one of its kind */
  "name": string;
  /** Time zone; left out = always */
  "timeZoneId"?: number;
  /** Code of its area */
  "areaCode"?: string;
  /** An id of your own; left out = made for you */
  "id"?: string;
  /** Its doors, all of them */
  "doorIds"?: string[];
  /** Its floors, all of them */
  "floorIds"?: string[];
  /** Its gates, all of them */
  "gateIds"?: string[];
};

export type VisitorLevelPatch = {
  /** Name, one of its kind */
  "name"?: string;
  /** Time zone; left out = always */
  "timeZoneId"?: number;
  /** Code of its area */
  "areaCode"?: string;
  /** Its doors, all of them */
  "doorIds"?: string[];
  /** Its floors, all of them */
  "floorIds"?: string[];
  /** Its gates, all of them */
  "gateIds"?: string[];
};

export type VisitorLevelView = {
  /** Id */
  "id": string;
  /** Name */
  "name": string;
  /** Time zone; 1 = always */
  "timeZoneId": number;
  /** Code of its area */
  "areaCode": string;
  /** How many doors it leads to */
  "doorCount": number;
  /** How many people have it */
  "personCount": number;
  /** Why it opens nothing: it leads nowhere, nobody has it, its time zone is never open */
  "warnings": ("noPlaces" | "noPeople" | "noHours")[];
  /** What gives it to people by itself */
  "usedBy": LevelUseView[];
  /** When it was changed last: its version, for If-Match */
  "updatedAt": string;
  /** Its doors, all of them */
  "doorIds": string[];
  /** Its floors, all of them */
  "floorIds": string[];
  /** Its gates, all of them */
  "gateIds": string[];
};

export type VisitorPatch = {
  /** First name, or the whole name */
  "name"?: string;
  /** Last name */
  "lastName"?: string;
  /** M or F */
  "gender"?: string;
  /** Telephone */
  "phone"?: string;
  /** E-mail */
  "email"?: string;
  /** Company */
  "company"?: string;
  /** Plate of the car */
  "carPlate"?: string;
};

export type VisitorView = {
  /** Id */
  "id": string;
  /** Pin */
  "pin": string;
  /** First name, or the whole name */
  "name": string;
  /** Last name */
  "lastName": string;
  /** M, F or empty */
  "gender": string;
  /** Telephone */
  "phone": string;
  /** E-mail */
  "email": string;
  /** Company */
  "company": string;
  /** Plate of the car */
  "carPlate": string;
  /** Kind of the certificate: 2 national ID card, 3 passport, 4 driving licence ... 8 others */
  "certType": string;
  /** Number of the certificate */
  "certNumber": string;
  /** On the block list */
  "blocked": boolean;
  /** A visit is on and its time is not over */
  "inside": boolean;
  /** When it was changed last: its version, for If-Match */
  "updatedAt": string;
};

export type WaitBody = {
  /** Seconds to wait for the end */
  "wait"?: number;
};

export type WarningView = {
  /** What kind */
  "code": "noAdministrator" | "unknownUsers" | "foreignRows" | "refusedTable" | "cardsOver" | "clockDrift" | "quarantined" | "encryption" | "unreadable" | "token" | "remoteIdentification" | "reconciliation" | "newcomer" | "newAddress" | "deviceDuplicate" | "reported" | "moved";
  /** What there is to see to */
  "text": string;
};

export type WebhookBody = {
  /** Types of messages, such as access.granted or access.*; none = all */
  "types"?: string[];
  /** Serial numbers of the devices that it is about; none = all */
  "sns"?: string[];
  /** Ids of the doors that it is about; none = all */
  "doorIds"?: string[];
  /** Codes of areas, with those below them; none = all */
  "areaCodes"?: string[];
  /** Of alarms of cameras (camera.alarm) those with these codes; none = all */
  "alarmCodes"?: string[];
  /** 0 everything, 1 warnings and alarms, 2 alarms; what is no event has level 0 */
  "minLevel"?: number;
  /** How much is told of people: ids (pins), names, or photos (names, and addresses of pictures) */
  "privacy"?: "ids" | "names" | "photos";
  /** Full card numbers: they open doors */
  "cards"?: boolean;
  /** One after the other: a message that fails holds up those behind it until it is delivered or dead */
  "ordered"?: boolean;
  /** Messages under way at once */
  "concurrency"?: number;
  /** Headers that are sent along, at most 10, such as Authorization; shown as ***, which leaves a header as it is */
  "headers"?: Record<string, unknown>;
  /** Certificates in PEM, one of which the receiver's must come from; null = those that Node trusts */
  "ca"?: string | null;
  /** Where messages are posted to; https only, unless WEBHOOK_ALLOW_PRIVATE is set; never a private or special address without it */
  "url": string;
  /** What it is called; left out = the beginning of its address */
  "name"?: string;
  /** A secret that the receiver has already: 24 to 64 bytes in base64, with or without whsec_; left out = made */
  "secret"?: string;
  /** Where it begins: now, start (with everything that is kept), or behind a position; left out = now */
  "after"?: string;
  /** An id of your own; left out = made for you */
  "id"?: string;
};

export type WebhookPatch = {
  /** Types of messages, such as access.granted or access.*; none = all */
  "types"?: string[];
  /** Serial numbers of the devices that it is about; none = all */
  "sns"?: string[];
  /** Ids of the doors that it is about; none = all */
  "doorIds"?: string[];
  /** Codes of areas, with those below them; none = all */
  "areaCodes"?: string[];
  /** Of alarms of cameras (camera.alarm) those with these codes; none = all */
  "alarmCodes"?: string[];
  /** 0 everything, 1 warnings and alarms, 2 alarms; what is no event has level 0 */
  "minLevel"?: number;
  /** How much is told of people: ids (pins), names, or photos (names, and addresses of pictures) */
  "privacy"?: "ids" | "names" | "photos";
  /** Full card numbers: they open doors */
  "cards"?: boolean;
  /** One after the other: a message that fails holds up those behind it until it is delivered or dead */
  "ordered"?: boolean;
  /** Messages under way at once */
  "concurrency"?: number;
  /** Headers that are sent along, at most 10, such as Authorization; shown as ***, which leaves a header as it is */
  "headers"?: Record<string, unknown>;
  /** Certificates in PEM, one of which the receiver's must come from; null = those that Node trusts */
  "ca"?: string | null;
  /** Where messages are posted to; https only, unless WEBHOOK_ALLOW_PRIVATE is set; never a private or special address without it */
  "url"?: string;
  /** What it is called; left out = the beginning of its address */
  "name"?: string;
};

export type WebhookView = {
  /** Id */
  "id": string;
  /** What it is called; left out = the beginning of its address */
  "name": string;
  /** Where messages are posted to; https only, unless WEBHOOK_ALLOW_PRIVATE is set; never a private or special address without it */
  "url": string;
  /** Types of messages, such as access.granted or access.*; none = all */
  "types": string[];
  /** Serial numbers of the devices that it is about; none = all */
  "sns": string[];
  /** Ids of the doors that it is about; none = all */
  "doorIds": string[];
  /** Codes of areas, with those below them; none = all */
  "areaCodes": string[];
  /** Of alarms of cameras (camera.alarm) those with these codes; none = all */
  "alarmCodes": string[];
  /** 0 everything, 1 warnings and alarms, 2 alarms; what is no event has level 0 */
  "minLevel": number;
  /** How much is told of people: ids (pins), names, or photos (names, and addresses of pictures) */
  "privacy": "ids" | "names" | "photos";
  /** Full card numbers: they open doors */
  "cards": boolean;
  /** One after the other: a message that fails holds up those behind it until it is delivered or dead */
  "ordered": boolean;
  /** Messages under way at once */
  "concurrency": number;
  /** Names of its headers; the values are secrets */
  "headers": Record<string, unknown>;
  /** Certificates in PEM, one of which the receiver's must come from; null = those that Node trusts */
  "ca": string | null;
  /** paused by an operator, disabled by the gateway */
  "status": "active" | "paused" | "disabled";
  /** Why it is disabled */
  "reason": string | null;
  /** Everything up to this position of the feed was sent, waits to be sent again, or is not for it */
  "position": string;
  /** How many messages it has got, or is to get again: the newest sequence */
  "sequence": number;
  /** Since when nothing has arrived */
  "failingSince": string | null;
  /** When a message has arrived last */
  "lastSuccessAt": string | null;
  /** It is spared until then, because it fails or has asked for it */
  "sparedUntil": string | null;
  /** Messages that wait to be sent again */
  "pending": number;
  /** Messages that were given up */
  "dead": number;
  /** Until when messages are signed with the secret before this one, too */
  "previousUntil": string | null;
  /** Made at */
  "createdAt": string;
  /** When it was changed last: its version, for If-Match */
  "updatedAt": string;
};

export type WiegandFormatBody = {
  /** An id of your own; left out = made for you */
  "id"?: string;
  /** Name, one of its kind */
  "name": string;
  /** How many bits a card has */
  "cardBit": number;
  /** Site code; 0 = none */
  "siteCode"?: string;
  /** One letter for each bit, and after a colon one letter for each bit for the parity */
  "cardFormat": string;
  /** Further site codes (Wiegand rules 2.0) */
  "extSiteCodes"?: string[];
  /** Further parities (Wiegand rules 2.0) */
  "extParityFormats"?: string[];
  /** Takes part in automatic matching (Wiegand rules 2.0) */
  "automatic"?: boolean;
  /** Replaces a format that devices bring along */
  "builtIn"?: boolean;
  /** Serial numbers of devices that get it whether a rule there uses it or not */
  "sns"?: string[];
};

export type WiegandFormatPatch = {
  /** Name, one of its kind */
  "name"?: string;
  /** How many bits a card has */
  "cardBit"?: number;
  /** Site code; 0 = none */
  "siteCode"?: string;
  /** One letter for each bit, and after a colon one letter for each bit for the parity */
  "cardFormat"?: string;
  /** Further site codes (Wiegand rules 2.0) */
  "extSiteCodes"?: string[];
  /** Further parities (Wiegand rules 2.0) */
  "extParityFormats"?: string[];
  /** Takes part in automatic matching (Wiegand rules 2.0) */
  "automatic"?: boolean;
  /** Replaces a format that devices bring along */
  "builtIn"?: boolean;
  /** Serial numbers of devices that get it whether a rule there uses it or not */
  "sns"?: string[];
};

export type WiegandFormatView = {
  /** Name, one of its kind */
  "name": string;
  /** How many bits a card has */
  "cardBit": number;
  /** Site code; 0 = none */
  "siteCode"?: string;
  /** One letter for each bit, and after a colon one letter for each bit for the parity */
  "cardFormat": string;
  /** Further site codes (Wiegand rules 2.0) */
  "extSiteCodes"?: string[];
  /** Further parities (Wiegand rules 2.0) */
  "extParityFormats"?: string[];
  /** Takes part in automatic matching (Wiegand rules 2.0) */
  "automatic"?: boolean;
  /** Replaces a format that devices bring along */
  "builtIn"?: boolean;
  /** Serial numbers of devices that get it whether a rule there uses it or not */
  "sns"?: string[];
  /** Id */
  "id": string;
  /** Its number on the devices, where it has one */
  "number"?: number;
  /** How far its devices are; not in lists */
  "devices"?: RuleDeviceView[];
  /** When it was changed last: its version, for If-Match */
  "updatedAt": string;
};

export type WiegandTestView = {
  /** Kind, as the device names it */
  "type": string;
  /** How many bits */
  "bitCount": number | null;
  /** The bits */
  "bits": string;
  /** Controller whose reader it was, where the device names one */
  "sn": string;
  /** When it came */
  "receivedAt": string;
};

export type WiegandTestsView = {
  /** Newest first */
  "items": WiegandTestView[];
};

export type WireBody = {
  /** For how many minutes its exchanges are recorded; 0 = no longer */
  "minutes": number;
};

export type WireLineView = {
  /** Its place in the log of the device */
  "position": number;
  /** When it was answered */
  "at": string;
  /** in: the device called; out: the gateway called the device on port 4370 */
  "direction": "in" | "out";
  /** First line of the request, or the name of the command on port 4370 */
  "line": string;
  /** Status or code of the answer */
  "status": number | null;
  /** What it was about */
  "code": "idle" | "command" | "commands" | "result" | "results" | "events" | "state" | "rows" | "options" | "answer" | "firstContact" | "registers" | "configuration" | "time" | "ping" | "keys" | "file" | "asksPassage" | "refused" | "unheard" | "other" | "exchange" | "noAnswer" | "reported";
  /** What belongs to the code: id and kind of a command, table, rows */
  "params": Record<string, unknown>;
  /** Request and answer, without passwords, keys and session ids; of templates and pictures the size. On port 4370 names and sizes alone. Empty for operators of some departments */
  "raw": string;
};

export type WireLog = {
  /** Oldest first, at most 200 */
  "items": WireLineView[];
  /** For after, to go on */
  "position": number;
  /** Until when they are recorded; null = they are not */
  "until": string | null;
};

export type WireStateView = {
  /** Until when they are recorded */
  "until": string | null;
};

export type WriteOptionsBody = {
  /** Seconds to wait for the end */
  "wait"?: number;
  /** Values by name */
  "values": Record<string, unknown>;
};

export type ZoneBody = {
  /** Name */
  "name": string;
  /** Code, one of its kind */
  "code": string;
  /** Readers that lead into the zone, all of them */
  "inReaderIds"?: string[];
  /** Readers that lead out of it, all of them */
  "outReaderIds"?: string[];
  /** An id of your own; left out = made for you */
  "id"?: string;
};

export type ZonePatch = {
  /** Name */
  "name"?: string;
  /** Code, one of its kind */
  "code"?: string;
  /** Readers that lead into the zone, all of them */
  "inReaderIds"?: string[];
  /** Readers that lead out of it, all of them */
  "outReaderIds"?: string[];
};

export type ZoneTakenView = {
  /** Its number on the device */
  "onDevice": number;
  /** Its number here; null in a trial where it would be made */
  "timeZoneId": number | null;
  /** Its name here */
  "name": string;
  /** None here says the same */
  "isNew": boolean;
};

export type ZoneUseView = {
  /** What it is */
  "kind": "level" | "rule" | "door";
  /** Id */
  "id": string;
  /** Name; of a rule its kind and id */
  "name": string;
};

export type ZoneView = {
  /** Id */
  "id": string;
  /** Code */
  "code": string;
  /** Name */
  "name": string;
  /** Readers that lead into the zone, all of them */
  "inReaderIds": string[];
  /** Readers that lead out of it, all of them */
  "outReaderIds": string[];
  /** How many are inside */
  "inside": number;
  /** When it was changed last: its version, for If-Match */
  "updatedAt": string;
};

/** Every call, by verb and path. */
export interface Calls {
  /** All access levels, by id */
  "GET /admin/v1/access-levels": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": AccessLevelView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Make an access level */
  "POST /admin/v1/access-levels": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: AccessLevelBody;
    data: AccessLevelView;
  };
  /** Get an access level */
  "GET /admin/v1/access-levels/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: AccessLevelView;
  };
  /** Given values change; places are replaced as a whole */
  "PATCH /admin/v1/access-levels/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: AccessLevelPatch;
    data: AccessLevelView;
  };
  /** Remove an access level, from everybody who has it */
  "DELETE /admin/v1/access-levels/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Who has it, by pin */
  "GET /admin/v1/access-levels/{id}/persons": {
    path: {
      "id": string;
    };
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": MemberView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Grant it to some and take it from others; one who is refused does not keep the others */
  "POST /admin/v1/access-levels/{id}/persons": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: MembersBody;
    data: MembersView;
  };
  /** Grant it to a person */
  "PUT /admin/v1/access-levels/{id}/persons/{pin}": {
    path: {
      "id": string;
      "pin": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Take it from a person */
  "DELETE /admin/v1/access-levels/{id}/persons/{pin}": {
    path: {
      "id": string;
      "pin": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Kinds of alarms */
  "GET /admin/v1/alarm-kinds": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: undefined;
    data: AlarmKindsView;
  };
  /** One kind of alarms */
  "GET /admin/v1/alarm-kinds/{kind}": {
    path: {
      "kind": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: AlarmKindView;
  };
  /** What this site makes of a kind of alarms */
  "PATCH /admin/v1/alarm-kinds/{kind}": {
    path: {
      "kind": string;
    };
    query: Record<string, never>;
    body: AlarmKindPatch;
    data: AlarmKindView;
  };
  /** Alarms; those that began last come first, or the most urgent */
  "GET /admin/v1/alarms": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** unacked, acked: the cause lasts; cleared, closed: it is over; left out = all */
      "state"?: "unacked" | "acked" | "cleared" | "shelved" | "closed";
      /** 1 to 4, or several with commas */
      "priority"?: string;
      /** A kind, or several with commas */
      "kind"?: string;
      /** Only of this door */
      "doorId"?: string;
      /** Only of devices in this area and the areas in it */
      "areaCode"?: string;
      /** Begun at this instant or later */
      "from"?: string;
      /** Begun at this instant or earlier */
      "to"?: string;
      /** Part of the kind, the device, the door, who acknowledged or a note */
      "q"?: string;
      /** newest; priority: the most urgent first, and of those the newest */
      "sort"?: "newest" | "priority";
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": AlarmView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Acknowledge alarms: somebody has seen to them */
  "POST /admin/v1/alarms/ack": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: AckBody;
    data: AckedAlarmsView;
  };
  /** The doors that raise most alarms, with what mostly causes it */
  "GET /admin/v1/alarms/nuisance": {
    path: Record<string, never>;
    query: {
      /** So many days back */
      "days"?: number;
    };
    body: undefined;
    data: NuisancesView;
  };
  /** How many alarms there are */
  "GET /admin/v1/alarms/summary": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: undefined;
    data: AlarmSummaryView;
  };
  /** One alarm */
  "GET /admin/v1/alarms/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: AlarmView;
  };
  /** Note something about an alarm */
  "POST /admin/v1/alarms/{id}/note": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: NoteBody;
    data: AlarmView;
  };
  /** Put an alarm aside for some time; not one of priority 1 */
  "POST /admin/v1/alarms/{id}/shelve": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: ShelveBody;
    data: AlarmView;
  };
  /** Bring an alarm back that was put aside */
  "POST /admin/v1/alarms/{id}/unshelve": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: AlarmView;
  };
  /** All anti-passback rules, by id */
  "GET /admin/v1/anti-passback-rules": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": AntiPassbackRuleView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Make an anti-passback rule */
  "POST /admin/v1/anti-passback-rules": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: AntiPassbackRuleBody;
    data: AntiPassbackRuleView;
  };
  /** Get an anti-passback rule, and how far its devices are */
  "GET /admin/v1/anti-passback-rules/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: AntiPassbackRuleView;
  };
  /** Change an anti-passback rule; a list is replaced as a whole */
  "PATCH /admin/v1/anti-passback-rules/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: AntiPassbackRulePatch;
    data: AntiPassbackRuleView;
  };
  /** Remove an anti-passback rule */
  "DELETE /admin/v1/anti-passback-rules/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Tokens, without the tokens themselves */
  "GET /admin/v1/api-tokens": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": ApiTokenView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Make a token */
  "POST /admin/v1/api-tokens": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: ApiTokenBody;
    data: NewTokenView;
  };
  /** Bring tokens along with their own values: all of them, or none where one is refused */
  "POST /admin/v1/api-tokens/import": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: ImportTokensBody;
    data: ImportedTokensView;
  };
  /** One token */
  "GET /admin/v1/api-tokens/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: ApiTokenView;
  };
  /** Change what a token is called, when it ends and how the facade answers its client */
  "PATCH /admin/v1/api-tokens/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: ApiTokenPatch;
    data: ApiTokenView;
  };
  /** Revoke a token */
  "DELETE /admin/v1/api-tokens/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Areas by code */
  "GET /admin/v1/areas": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": AreaView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Make an area */
  "POST /admin/v1/areas": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: AreaBody;
    data: AreaView;
  };
  /** One area, by id or code */
  "GET /admin/v1/areas/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: AreaView;
  };
  /** Name, place, and whom its terminals learn from */
  "PATCH /admin/v1/areas/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: AreaPatch;
    data: AreaView;
  };
  /** Remove an empty area */
  "DELETE /admin/v1/areas/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Applications, newest first */
  "GET /admin/v1/attendance/applications": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** A forgotten punch, overtime, or leave */
      "kind"?: "sign" | "overtime" | "leave";
      /** The state */
      "state"?: "pending" | "approved" | "rejected";
      /** Of this person */
      "pin"?: string;
    };
    body: undefined;
    data: {
      "items": ApplicationView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Enter a punch, overtime or leave for a person; it is approved by whoever enters it */
  "POST /admin/v1/attendance/applications": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: ApplicationBody;
    data: ApplicationView;
  };
  /** One application */
  "GET /admin/v1/attendance/applications/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: ApplicationView;
  };
  /** Remove an application; a punch is no record any more */
  "DELETE /admin/v1/attendance/applications/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Approve an application; a punch is a record from then on */
  "POST /admin/v1/attendance/applications/{id}/approve": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: DecisionBody;
    data: ApplicationView;
  };
  /** Reject an application; a punch is no record any more */
  "POST /admin/v1/attendance/applications/{id}/reject": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: DecisionBody;
    data: ApplicationView;
  };
  /** Whom the attendance terminals of an area know, by pin */
  "GET /admin/v1/attendance/areas/{code}/persons": {
    path: {
      "code": string;
    };
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": AreaMemberView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Give a person to the attendance terminals of an area */
  "PUT /admin/v1/attendance/areas/{code}/persons/{pin}": {
    path: {
      "code": string;
      "pin": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Take a person from the attendance terminals of an area */
  "DELETE /admin/v1/attendance/areas/{code}/persons/{pin}": {
    path: {
      "code": string;
      "pin": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Days of persons whose working time is recorded, by pin and day; a page ends with a person */
  "GET /admin/v1/attendance/days": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** First day */
      "from": string;
      /** Last day; at most 31 days in all */
      "to": string;
      /** Of this department, and those below it */
      "deptCode"?: string;
      /** Of this person */
      "pin"?: string;
    };
    body: undefined;
    data: {
      "items": DaySheetView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** What persons are on attendance terminals, by pin */
  "GET /admin/v1/attendance/persons": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
      /** Only those whose working time is recorded, or is not */
      "isAttendance"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": AttendancePersonView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** What a person is on attendance terminals */
  "GET /admin/v1/attendance/persons/{pin}": {
    path: {
      "pin": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: AttendancePersonView;
  };
  /** Say what a person is on attendance terminals */
  "PATCH /admin/v1/attendance/persons/{pin}": {
    path: {
      "pin": string;
    };
    query: Record<string, never>;
    body: AttendancePersonPatch;
    data: AttendancePersonView;
  };
  /** What needs somebody now */
  "GET /admin/v1/attention": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: undefined;
    data: AttentionView;
  };
  /** Who did what, newest first */
  "GET /admin/v1/audit": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Only by this actor, for instance token:hr */
      "actor"?: string;
      /** Not before */
      "from"?: string;
      /** Before */
      "to"?: string;
      /** Only about this, as the list names it; persons = about all of them */
      "object"?: string;
      /** Part of the method and path */
      "action"?: string;
      /** Part of the actor, the address, the action or a parameter */
      "q"?: string;
      /** The newest first, or the oldest */
      "sort"?: "-seq" | "seq" | "-at" | "at";
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": AuditView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Check that no row was changed or taken away */
  "GET /admin/v1/audit/verify": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: undefined;
    data: ChainView;
  };
  /** Auxiliary inputs; they come from the registration of their device */
  "GET /admin/v1/aux-inputs": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
      /** Only of this device */
      "sn"?: string;
    };
    body: undefined;
    data: {
      "items": AuxView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** One auxiliary input */
  "GET /admin/v1/aux-inputs/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: AuxView;
  };
  /** Name and settings */
  "PATCH /admin/v1/aux-inputs/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: AuxInputPatch;
    data: AuxView;
  };
  /** Auxiliary outputs; they come from the registration of their device */
  "GET /admin/v1/aux-outputs": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
      /** Only of this device */
      "sn"?: string;
    };
    body: undefined;
    data: {
      "items": AuxOutputView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Switch many auxiliary outputs at once */
  "POST /admin/v1/aux-outputs/actions": {
    path: Record<string, never>;
    query: {
      /** Seconds to wait for the answers of the devices */
      "wait"?: number;
    };
    body: AuxActionsBody;
    data: AuxAnswersView;
  };
  /** One auxiliary output */
  "GET /admin/v1/aux-outputs/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: AuxOutputView;
  };
  /** Name and settings */
  "PATCH /admin/v1/aux-outputs/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: AuxOutputPatch;
    data: AuxOutputView;
  };
  /** How backups are set, the last good one, and when one was last restored for a trial */
  "GET /admin/v1/backup": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: undefined;
    data: BackupStateView;
  };
  /** The last backups and rehearsals, and the last good backup */
  "GET /admin/v1/backups": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: undefined;
    data: BackupListView;
  };
  /** Make a backup and download it while it is made: a file of age, sealed with the passphrase. Another one that is under way is waited for */
  "POST /admin/v1/backups": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: BackupBody;
    data: string;
  };
  /** Read a downloaded backup to its end: whether it is whole, and what is in it. Nothing of it is kept */
  "POST /admin/v1/backups/check": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: string;
    data: BackupCheckView;
  };
  /** After a restore: devices are given what they lack of what the backup says */
  "POST /admin/v1/backups/release": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: undefined;
    data: BackupStateView;
  };
  /** When backups are made by themselves, where they go, who can read them and how many stay */
  "PUT /admin/v1/backups/schedule": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: BackupScheduleBody;
    data: BackupStateView;
  };
  /** All camera bindings, by id */
  "GET /admin/v1/camera-bindings": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": CameraBindingView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Make a camera binding */
  "POST /admin/v1/camera-bindings": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: CameraBindingBody;
    data: CameraBindingView;
  };
  /** Get a camera binding, and how far its devices are */
  "GET /admin/v1/camera-bindings/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: CameraBindingView;
  };
  /** Change a camera binding; a list is replaced as a whole */
  "PATCH /admin/v1/camera-bindings/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: CameraBindingPatch;
    data: CameraBindingView;
  };
  /** Remove a camera binding */
  "DELETE /admin/v1/camera-bindings/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Cameras by id or in another order */
  "GET /admin/v1/cameras": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
      /** Only of this recorder */
      "recorderId"?: string;
    };
    body: undefined;
    data: {
      "items": CameraView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Add a camera to a recorder */
  "POST /admin/v1/cameras": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: CameraBody;
    data: CameraView;
  };
  /** One camera */
  "GET /admin/v1/cameras/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: CameraView;
  };
  /** Given values change; doors are replaced as a whole */
  "PATCH /admin/v1/cameras/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: CameraPatch;
    data: CameraView;
  };
  /** Remove a camera; pictures of events stay */
  "DELETE /admin/v1/cameras/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Tell of an alarm of a camera, or of its end: it goes to the alarms, to webhooks and the feed */
  "POST /admin/v1/cameras/{id}/alarms": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: CameraAlarmBody;
    data: CameraAlarmView;
  };
  /** A picture of what it sees now, as JPEG */
  "GET /admin/v1/cameras/{id}/snapshot": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Addresses of what it sees now */
  "GET /admin/v1/cameras/{id}/streams": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: StreamsView;
  };
  /** Cards by number, as text */
  "GET /admin/v1/cards": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
      /** Only of this person */
      "pin"?: string;
      /** Only lost ones, or only others */
      "lost"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": CardView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** One card */
  "GET /admin/v1/cards/{cardNo}": {
    path: {
      "cardNo": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: CardView;
  };
  /** The card was found: it opens what its person may open */
  "POST /admin/v1/cards/{cardNo}/found": {
    path: {
      "cardNo": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: CardView;
  };
  /** The card was lost: it stays with its person and opens no door */
  "POST /admin/v1/cards/{cardNo}/lost": {
    path: {
      "cardNo": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: CardView;
  };
  /** Commands, newest first */
  "GET /admin/v1/commands": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Only with this status */
      "status"?: "queued" | "sent" | "done" | "failed" | "unanswered" | "expired" | "cancelled";
      /** Only what this part asked for: admin, facade, sync, link ... */
      "actor"?: string;
      /** Only what was asked of this door */
      "doorId"?: string;
      /** Only of this type */
      "type"?: string;
      /** Queued not before */
      "from"?: string;
      /** Queued before */
      "to"?: string;
      /** Part of the type, of the serial number or of who asked; or the whole number */
      "q"?: string;
      /** The newest first, or the oldest */
      "sort"?: "-id" | "id" | "-createdAt" | "createdAt";
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
      /** Only of this device */
      "sn"?: string;
    };
    body: undefined;
    data: {
      "items": CommandView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** One command; with wait it is answered when it has ended, or when the time is over */
  "GET /admin/v1/commands/{id}": {
    path: {
      "id": string;
    };
    query: {
      /** Seconds to wait for the end */
      "wait"?: number;
    };
    body: undefined;
    data: CommandView;
  };
  /** Take a command back; what was handed out already is unanswered from then on */
  "POST /admin/v1/commands/{id}/cancel": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: CommandView;
  };
  /** Consumption accounts, by pin */
  "GET /admin/v1/consumption/accounts": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": AccountView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Open the account of a person; the same again changes what it says */
  "POST /admin/v1/consumption/accounts": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: AccountBody;
    data: AccountView;
  };
  /** Open or change many accounts; one that is refused does not stop the others */
  "POST /admin/v1/consumption/accounts/batch": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: AccountsBody;
    data: TakenItemsView;
  };
  /** Open or change accounts from CSV whose headings are the names of the fields */
  "POST /admin/v1/consumption/accounts/import": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: string;
    data: TakenItemsView;
  };
  /** The account of a person */
  "GET /admin/v1/consumption/accounts/{pin}": {
    path: {
      "pin": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: AccountView;
  };
  /** Open the account of a person, or change what is said */
  "PUT /admin/v1/consumption/accounts/{pin}": {
    path: {
      "pin": string;
    };
    query: Record<string, never>;
    body: AccountPutBody;
    data: AccountView;
  };
  /** Close an account; its records stay */
  "DELETE /admin/v1/consumption/accounts/{pin}": {
    path: {
      "pin": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Consumption records, newest first */
  "GET /admin/v1/consumption/records": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
      /** Only of accounts, or only of cards */
      "kind"?: "online" | "offline";
      /** Only of this person */
      "pin"?: string;
      /** Only of people who were in this department then */
      "deptCode"?: string;
      /** From this time on, by the clock of the site */
      "from"?: string;
      /** Up to this time */
      "to"?: string;
    };
    body: undefined;
    data: {
      "items": ConsumptionRecordView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Book a record; an online one moves its account. The same again is stored once */
  "POST /admin/v1/consumption/records": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: ConsumptionRecordBody;
    data: ConsumptionRecordView;
  };
  /** Book many records; one that is refused does not stop the others */
  "POST /admin/v1/consumption/records/batch": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: ConsumptionRecordsBody;
    data: TakenItemsView;
  };
  /** Book records from CSV whose headings are the names of the fields */
  "POST /admin/v1/consumption/records/import": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: string;
    data: TakenItemsView;
  };
  /** One consumption record */
  "GET /admin/v1/consumption/records/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: ConsumptionRecordView;
  };
  /** Sources of accounts and records */
  "GET /admin/v1/consumption/sources": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": ConsumptionSourceView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Make a source; its secret is shown once */
  "POST /admin/v1/consumption/sources": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: ConsumptionSourceBody;
    data: NewConsumptionSourceView;
  };
  /** One source */
  "GET /admin/v1/consumption/sources/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: ConsumptionSourceView;
  };
  /** Remove a source: it delivers no more */
  "DELETE /admin/v1/consumption/sources/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** All contact number patterns, by id */
  "GET /admin/v1/contact-number-patterns": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": ContactNumberPatternView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Make a contact number pattern */
  "POST /admin/v1/contact-number-patterns": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: ContactNumberPatternBody;
    data: ContactNumberPatternView;
  };
  /** Get a contact number pattern, and how far its devices are */
  "GET /admin/v1/contact-number-patterns/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: ContactNumberPatternView;
  };
  /** Change a contact number pattern; a list is replaced as a whole */
  "PATCH /admin/v1/contact-number-patterns/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: ContactNumberPatternPatch;
    data: ContactNumberPatternView;
  };
  /** Remove a contact number pattern */
  "DELETE /admin/v1/contact-number-patterns/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** All contacts, by id */
  "GET /admin/v1/contacts": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": ContactView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Make a contact */
  "POST /admin/v1/contacts": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: ContactBody;
    data: ContactView;
  };
  /** Get a contact, and how far its devices are */
  "GET /admin/v1/contacts/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: ContactView;
  };
  /** Change a contact; a list is replaced as a whole */
  "PATCH /admin/v1/contacts/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: ContactPatch;
    data: ContactView;
  };
  /** Remove a contact */
  "DELETE /admin/v1/contacts/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Departments by code */
  "GET /admin/v1/departments": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": DepartmentView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Make a department */
  "POST /admin/v1/departments": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: DepartmentBody;
    data: DepartmentView;
  };
  /** One department */
  "GET /admin/v1/departments/{code}": {
    path: {
      "code": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: DepartmentView;
  };
  /** Name and place */
  "PATCH /admin/v1/departments/{code}": {
    path: {
      "code": string;
    };
    query: Record<string, never>;
    body: DepartmentPatch;
    data: DepartmentView;
  };
  /** Remove a department that is empty */
  "DELETE /admin/v1/departments/{code}": {
    path: {
      "code": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Levels that the department gives to its people */
  "GET /admin/v1/departments/{code}/levels": {
    path: {
      "code": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: DepartmentLevelsView;
  };
  /** All of its levels: who enters the department has them, who leaves it loses them */
  "PUT /admin/v1/departments/{code}/levels": {
    path: {
      "code": string;
    };
    query: Record<string, never>;
    body: DepartmentLevelsBody;
    data: DepartmentLevelsView;
  };
  /** The last callers at the device port of this gateway, wrong ones too; with wait when there are new ones */
  "GET /admin/v1/device-calls": {
    path: Record<string, never>;
    query: {
      /** Seconds to wait for something new */
      "wait"?: number;
      /** Position of the last answer: wait until there is more */
      "after"?: number;
    };
    body: undefined;
    data: DeviceCallList;
  };
  /** All parameters of devices, by id */
  "GET /admin/v1/device-parameters": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": DeviceParametersView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Make the parameters of a device */
  "POST /admin/v1/device-parameters": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: DeviceParametersBody;
    data: DeviceParametersView;
  };
  /** Get the parameters of a device, and how far its devices are */
  "GET /admin/v1/device-parameters/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: DeviceParametersView;
  };
  /** Change the parameters of a device; a list is replaced as a whole */
  "PATCH /admin/v1/device-parameters/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: DeviceParametersPatch;
    data: DeviceParametersView;
  };
  /** Remove the parameters of a device */
  "DELETE /admin/v1/device-parameters/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Uploads that are kept whole, newest first, without their contents */
  "GET /admin/v1/device-uploads": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Only of this device */
      "sn"?: string;
      /** Only of this table, in lower case */
      "table"?: string;
    };
    body: undefined;
    data: {
      "items": DeviceUploadView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Devices by serial number */
  "GET /admin/v1/devices": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
      /** Only with this status */
      "status"?: "pending" | "approved" | "rejected" | "disabled";
      /** Only in this area and the areas in it */
      "areaCode"?: string;
      /** Only those that are used for this */
      "module"?: "acc" | "att" | "ele" | "psg" | "ins";
      /** true: only those that have called lately; false: all others */
      "online"?: "true" | "false";
      /** true: only those that hold all that they should; false: all others */
      "inSync"?: "true" | "false";
      /** capabilities: the answer has them; in a list of devices they are left out otherwise */
      "with"?: "capabilities";
    };
    body: undefined;
    data: {
      "items": DeviceView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Approve a serial number before its device calls */
  "POST /admin/v1/devices": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: NewDeviceBody;
    data: DeviceView;
  };
  /** Terminals on port 4370 that answer a greeting on the networks of this computer */
  "POST /admin/v1/devices/discover": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: DiscoverBody;
    data: DiscoveredList;
  };
  /** One device */
  "GET /admin/v1/devices/{sn}": {
    path: {
      "sn": string;
    };
    query: {
      /** One device is always shown with its capabilities */
      "with"?: "capabilities";
    };
    body: undefined;
    data: DeviceView;
  };
  /** Name, use, area, time zone, protocol version, token, addresses, remote identification, quirks */
  "PATCH /admin/v1/devices/{sn}": {
    path: {
      "sn": string;
    };
    query: Record<string, never>;
    body: DeviceBody;
    data: DeviceView;
  };
  /** Forget a device, its doors and readers; events stay */
  "DELETE /admin/v1/devices/{sn}": {
    path: {
      "sn": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Serve a device that waits */
  "POST /admin/v1/devices/{sn}/approve": {
    path: {
      "sn": string;
    };
    query: Record<string, never>;
    body: ApproveBody;
    data: DeviceView;
  };
  /** Commands of one device, newest first */
  "GET /admin/v1/devices/{sn}/commands": {
    path: {
      "sn": string;
    };
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Only with this status */
      "status"?: "queued" | "sent" | "done" | "failed" | "unanswered" | "expired" | "cancelled";
      /** Only what this part asked for: admin, facade, sync, link ... */
      "actor"?: string;
      /** Only what was asked of this door */
      "doorId"?: string;
      /** Only of this type */
      "type"?: string;
      /** Queued not before */
      "from"?: string;
      /** Queued before */
      "to"?: string;
      /** Part of the type, of the serial number or of who asked; or the whole number */
      "q"?: string;
      /** The newest first, or the oldest */
      "sort"?: "-id" | "id" | "-createdAt" | "createdAt";
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": CommandView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Queue a command: raw text, or a type with its parameters */
  "POST /admin/v1/devices/{sn}/commands": {
    path: {
      "sn": string;
    };
    query: {
      /** Seconds to wait for the end */
      "wait"?: number;
    };
    body: CommandBody;
    data: CommandView;
  };
  /** Stop serving a device; it keeps its doors */
  "POST /admin/v1/devices/{sn}/disable": {
    path: {
      "sn": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: DeviceView;
  };
  /** Serve a disabled device again */
  "POST /admin/v1/devices/{sn}/enable": {
    path: {
      "sn": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: DeviceView;
  };
  /** Let a person hold a card, a finger, a face ... before the device */
  "POST /admin/v1/devices/{sn}/enroll": {
    path: {
      "sn": string;
    };
    query: {
      /** Seconds to wait for the end */
      "wait"?: number;
    };
    body: EnrollBody;
    data: CommandView;
  };
  /** Errors that the device reported */
  "GET /admin/v1/devices/{sn}/errors": {
    path: {
      "sn": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: DeviceErrorsView;
  };
  /** Have a device send what it holds: users, templates, photos, or events of a period */
  "POST /admin/v1/devices/{sn}/fetch": {
    path: {
      "sn": string;
    };
    query: Record<string, never>;
    body: FetchBody;
    data: FetchView;
  };
  /** Requests of the device who may pass, with their answers; newest first */
  "GET /admin/v1/devices/{sn}/identifications": {
    path: {
      "sn": string;
    };
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
    };
    body: undefined;
    data: {
      "items": IdentificationView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Move the device to another server; the answer gives the progress */
  "POST /admin/v1/devices/{sn}/move": {
    path: {
      "sn": string;
    };
    query: Record<string, never>;
    body: MoveBody;
    data: MoveView;
  };
  /** Let the device search for wireless networks; they are in the answer of the command */
  "POST /admin/v1/devices/{sn}/network-scan": {
    path: {
      "sn": string;
    };
    query: {
      /** Seconds to wait for the end */
      "wait"?: number;
    };
    body: WaitBody;
    data: CommandView;
  };
  /** Who calls with its serial number from other addresses, and is held */
  "GET /admin/v1/devices/{sn}/newcomers": {
    path: {
      "sn": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: NewcomerList;
  };
  /** Let a newcomer in: it is the device; what it holds is compared */
  "POST /admin/v1/devices/{sn}/newcomers/admit": {
    path: {
      "sn": string;
    };
    query: Record<string, never>;
    body: AdmitBody;
    data: DeviceView;
  };
  /** What was done at the terminal, newest first */
  "GET /admin/v1/devices/{sn}/operations": {
    path: {
      "sn": string;
    };
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
    };
    body: undefined;
    data: {
      "items": OperationView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** The options that the device reported last */
  "GET /admin/v1/devices/{sn}/options": {
    path: {
      "sn": string;
    };
    query: {
      /** Only these, with commas between them */
      "names"?: string;
    };
    body: undefined;
    data: OptionsView;
  };
  /** Set options of the device; a device that is away gets them when it calls */
  "PUT /admin/v1/devices/{sn}/options": {
    path: {
      "sn": string;
    };
    query: {
      /** Seconds to wait for the end */
      "wait"?: number;
    };
    body: WriteOptionsBody;
    data: OptionsAnswerView;
  };
  /** Ask the device for its options */
  "POST /admin/v1/devices/{sn}/options/read": {
    path: {
      "sn": string;
    };
    query: {
      /** Seconds to wait for the end */
      "wait"?: number;
    };
    body: ReadOptionsBody;
    data: OptionsAnswerView;
  };
  /** What it sent and nobody could read, newest first, with the reason */
  "GET /admin/v1/devices/{sn}/quarantine": {
    path: {
      "sn": string;
    };
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
    };
    body: undefined;
    data: {
      "items": QuarantineEntryView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Try it again, after an update: what can be read now is stored as history, the rest stays */
  "POST /admin/v1/devices/{sn}/quarantine/retry": {
    path: {
      "sn": string;
    };
    query: Record<string, never>;
    body: QuarantineRetryBody;
    data: QuarantineRetriedView;
  };
  /** Dismiss one body for good; the audit log keeps why it was here */
  "DELETE /admin/v1/devices/{sn}/quarantine/{id}": {
    path: {
      "sn": string;
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Comparisons of its events with ours, newest first */
  "GET /admin/v1/devices/{sn}/reconciliations": {
    path: {
      "sn": string;
    };
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
    };
    body: undefined;
    data: {
      "items": ReconciliationView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** One comparison */
  "GET /admin/v1/devices/{sn}/reconciliations/{id}": {
    path: {
      "sn": string;
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: ReconciliationView;
  };
  /** Let it register without its token for some minutes, though tokens are demanded */
  "POST /admin/v1/devices/{sn}/registration-window": {
    path: {
      "sn": string;
    };
    query: Record<string, never>;
    body: RegistrationWindowBody;
    data: DeviceView;
  };
  /** Never serve a device that waits */
  "POST /admin/v1/devices/{sn}/reject": {
    path: {
      "sn": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: DeviceView;
  };
  /** Let another panel take its place, with its doors, readers and levels */
  "POST /admin/v1/devices/{sn}/replace": {
    path: {
      "sn": string;
    };
    query: Record<string, never>;
    body: ReplaceBody;
    data: DeviceView;
  };
  /** What the device reported about people and was not learnt, by pin */
  "GET /admin/v1/devices/{sn}/reported": {
    path: {
      "sn": string;
    };
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
    };
    body: undefined;
    data: {
      "items": AsideView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Dismiss it for as long as the device reports the same */
  "POST /admin/v1/devices/{sn}/reported/{id}/dismiss": {
    path: {
      "sn": string;
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** It becomes the person's, in the place of what they have; a user becomes a person */
  "POST /admin/v1/devices/{sn}/reported/{id}/take-over": {
    path: {
      "sn": string;
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Make a terminal send tables again from the first row on; what is known already is not stored twice */
  "POST /admin/v1/devices/{sn}/resend": {
    path: {
      "sn": string;
    };
    query: Record<string, never>;
    body: TerminalResendBody;
    data: TerminalResendView;
  };
  /** Empty a controller, wait until it is empty, then disable or delete it */
  "POST /admin/v1/devices/{sn}/retire": {
    path: {
      "sn": string;
    };
    query: Record<string, never>;
    body: RetireBody;
    data: RetirementView;
  };
  /** How far the device is emptied, and for whom it may still open */
  "GET /admin/v1/devices/{sn}/retire": {
    path: {
      "sn": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: RetirementView;
  };
  /** The way back: it is served, and gets the people that its levels say by now */
  "DELETE /admin/v1/devices/{sn}/retire": {
    path: {
      "sn": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Controllers behind a master, as the master reports them */
  "GET /admin/v1/devices/{sn}/sub-devices": {
    path: {
      "sn": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: SubDevicesView;
  };
  /** Accept a controller behind a master, or reject it */
  "PUT /admin/v1/devices/{sn}/sub-devices/{subSn}": {
    path: {
      "sn": string;
      "subSn": string;
    };
    query: Record<string, never>;
    body: AuthorizeBody;
    data: undefined;
  };
  /** Read everything that the device can tell; nothing is changed, here or there */
  "POST /admin/v1/devices/{sn}/survey": {
    path: {
      "sn": string;
    };
    query: {
      /** Seconds to wait for the end; left out = 0 */
      "wait"?: number;
    };
    body: SurveyWait;
    data: SurveyView;
  };
  /** What the device was found to hold, and how far the reading is */
  "GET /admin/v1/devices/{sn}/survey": {
    path: {
      "sn": string;
    };
    query: {
      /** Seconds to wait for the end; left out = 0 */
      "wait"?: number;
    };
    body: undefined;
    data: SurveyView;
  };
  /** Take rows from the device that nothing here wants; a trial unless dryRun is false */
  "POST /admin/v1/devices/{sn}/survey/clear": {
    path: {
      "sn": string;
    };
    query: Record<string, never>;
    body: ClearBody;
    data: ClearView;
  };
  /** Take over people, cards, time zones and levels that the survey found; a trial unless dryRun is false */
  "POST /admin/v1/devices/{sn}/survey/import": {
    path: {
      "sn": string;
    };
    query: Record<string, never>;
    body: TakeOverBody;
    data: TakeOverView;
  };
  /** What was taken over last */
  "GET /admin/v1/devices/{sn}/survey/import": {
    path: {
      "sn": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: TakeOverView;
  };
  /** Users that the device was found to hold, by pin */
  "GET /admin/v1/devices/{sn}/survey/persons": {
    path: {
      "sn": string;
    };
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
    };
    body: undefined;
    data: {
      "items": SurveyPersonView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Rows that the device was found to hold, by table and key */
  "GET /admin/v1/devices/{sn}/survey/rows": {
    path: {
      "sn": string;
    };
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Rows of this table of the device only */
      "table"?: string;
      /** Rows that stand so only */
      "standing"?: "ours" | "differs" | "pending" | "foreign" | "own" | "missing";
    };
    body: undefined;
    data: {
      "items": SurveyRowView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Rows that differ from what the device should hold, and users that nobody here knows */
  "GET /admin/v1/devices/{sn}/sync": {
    path: {
      "sn": string;
    };
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Only rows in this state */
      "state"?: "pending" | "sent" | "retrying" | "failed" | "blocked" | "unsupported";
    };
    body: undefined;
    data: SyncView;
  };
  /** Send again what differs or was refused; with full, everything */
  "POST /admin/v1/devices/{sn}/sync": {
    path: {
      "sn": string;
    };
    query: Record<string, never>;
    body: ResendBody;
    data: SyncNumbers;
  };
  /** Ask the device for templates of a person; they are stored like templates that it sends unasked */
  "POST /admin/v1/devices/{sn}/template-questions": {
    path: {
      "sn": string;
    };
    query: Record<string, never>;
    body: TemplateQuestionBody;
    data: CommandView;
  };
  /** Look whether a terminal on port 4370 can be talked to, and say why not */
  "POST /admin/v1/devices/{sn}/test": {
    path: {
      "sn": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: DiagnosisView;
  };
  /** Let the device try whether it gets to an address */
  "POST /admin/v1/devices/{sn}/test-host": {
    path: {
      "sn": string;
    };
    query: {
      /** Seconds to wait for the end */
      "wait"?: number;
    };
    body: TestHostBody;
    data: CommandView;
  };
  /** Set the device's clock to the time of its zone */
  "POST /admin/v1/devices/{sn}/time": {
    path: {
      "sn": string;
    };
    query: {
      /** Seconds to wait for the end */
      "wait"?: number;
    };
    body: WaitBody;
    data: CommandView;
  };
  /** Have a device fetch firmware and restart with it */
  "POST /admin/v1/devices/{sn}/upgrade": {
    path: {
      "sn": string;
    };
    query: Record<string, never>;
    body: UpgradeBody;
    data: UpgradeView;
  };
  /** Upgrades of one device, newest first */
  "GET /admin/v1/devices/{sn}/upgrades": {
    path: {
      "sn": string;
    };
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
    };
    body: undefined;
    data: {
      "items": UpgradeView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** How far an upgrade is */
  "GET /admin/v1/devices/{sn}/upgrades/{id}": {
    path: {
      "sn": string;
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: UpgradeView;
  };
  /** Users of the device, by pin: those it holds, should hold, or reported */
  "GET /admin/v1/devices/{sn}/users": {
    path: {
      "sn": string;
    };
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
    };
    body: undefined;
    data: {
      "items": DeviceUserView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Verifications of one device, newest first */
  "GET /admin/v1/devices/{sn}/verifications": {
    path: {
      "sn": string;
    };
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
    };
    body: undefined;
    data: {
      "items": VerificationView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** How far a verification is */
  "GET /admin/v1/devices/{sn}/verifications/{id}": {
    path: {
      "sn": string;
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: VerificationView;
  };
  /** Compare what the device holds with what it acknowledged; 202 while it is not done */
  "POST /admin/v1/devices/{sn}/verify": {
    path: {
      "sn": string;
    };
    query: {
      /** Seconds to wait for the end; left out = 20 */
      "wait"?: number;
    };
    body: VerifyBody;
    data: VerificationView;
  };
  /** What readers read since the command wiegandTest */
  "GET /admin/v1/devices/{sn}/wiegand-tests": {
    path: {
      "sn": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: WiegandTestsView;
  };
  /** Record what the device and the gateway say to each other, for some minutes */
  "PUT /admin/v1/devices/{sn}/wire": {
    path: {
      "sn": string;
    };
    query: Record<string, never>;
    body: WireBody;
    data: WireStateView;
  };
  /** What was recorded of a day, at most 5,000 exchanges; with wait when there is a new one */
  "GET /admin/v1/devices/{sn}/wire": {
    path: {
      "sn": string;
    };
    query: {
      /** Position of the last answer: what came after it, oldest first; left out = the newest */
      "after"?: number;
      /** Seconds to wait for the next exchange */
      "wait"?: number;
    };
    body: undefined;
    data: WireLog;
  };
  /** Look at the database, the disk, the devices and what goes out, and say what to do */
  "GET /admin/v1/doctor": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: undefined;
    data: DoctorView;
  };
  /** All verification rules of doors, by id */
  "GET /admin/v1/door-verification-rules": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": DoorVerificationRuleView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Make the verification rule of a door */
  "POST /admin/v1/door-verification-rules": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: DoorVerificationRuleBody;
    data: DoorVerificationRuleView;
  };
  /** Get the verification rule of a door, and how far its devices are */
  "GET /admin/v1/door-verification-rules/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: DoorVerificationRuleView;
  };
  /** Change the verification rule of a door; a list is replaced as a whole */
  "PATCH /admin/v1/door-verification-rules/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: DoorVerificationRulePatch;
    data: DoorVerificationRuleView;
  };
  /** Remove the verification rule of a door */
  "DELETE /admin/v1/door-verification-rules/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Doors; they come from the registration of their device */
  "GET /admin/v1/doors": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
      /** Only of this device */
      "sn"?: string;
      /** Only of devices in this area and the areas in it */
      "areaCode"?: string;
      /** Only doors in one of these states, with commas: online, offline, disabled, open, closed, noSensor, unknown, locked, unlocked, normal, held, lockedDown, alarm, forced, tamper, duress, heldOpen, mains, battery, reader */
      "state"?: string;
    };
    body: undefined;
    data: {
      "items": DoorView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Name a door before its device registers, so that it keeps an id that clients know */
  "POST /admin/v1/doors": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: DoorBody;
    data: DoorView;
  };
  /** One action on many doors at once: evacuation, lockdown */
  "POST /admin/v1/doors/actions": {
    path: Record<string, never>;
    query: {
      /** Seconds to wait for the answers of the devices */
      "wait"?: number;
    };
    body: DoorActionsBody;
    data: DoorAnswersView;
  };
  /** One door */
  "GET /admin/v1/doors/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: DoorView;
  };
  /** Name and settings */
  "PATCH /admin/v1/doors/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: DoorPatch;
    data: DoorView;
  };
  /** What was known of a door over time: changes of its state */
  "GET /admin/v1/doors/{id}/timeline": {
    path: {
      "id": string;
    };
    query: {
      /** Beginning; left out = a day before the end */
      "from"?: string;
      /** End, at most 31 days later; left out = now */
      "to"?: string;
    };
    body: undefined;
    data: TimelineView;
  };
  /** All elevator levels, by id */
  "GET /admin/v1/elevator-levels": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": ElevatorLevelView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Make an elevator level */
  "POST /admin/v1/elevator-levels": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: ElevatorLevelBody;
    data: ElevatorLevelView;
  };
  /** Get an elevator level */
  "GET /admin/v1/elevator-levels/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: ElevatorLevelView;
  };
  /** Given values change; places are replaced as a whole */
  "PATCH /admin/v1/elevator-levels/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: ElevatorLevelPatch;
    data: ElevatorLevelView;
  };
  /** Remove an elevator level, from everybody who has it */
  "DELETE /admin/v1/elevator-levels/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Where the elevator goes at once */
  "GET /admin/v1/elevator-levels/{id}/direct-floors": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: DirectFloorsView;
  };
  /** Say where the elevator goes at once, where it can (AccSupportFunList, position 53) */
  "PUT /admin/v1/elevator-levels/{id}/direct-floors": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: DirectFloorsBody;
    data: DirectFloorsView;
  };
  /** Who has it, by pin */
  "GET /admin/v1/elevator-levels/{id}/persons": {
    path: {
      "id": string;
    };
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": MemberView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Grant it to some and take it from others; one who is refused does not keep the others */
  "POST /admin/v1/elevator-levels/{id}/persons": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: MembersBody;
    data: MembersView;
  };
  /** Grant it to a person */
  "PUT /admin/v1/elevator-levels/{id}/persons/{pin}": {
    path: {
      "id": string;
      "pin": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Take it from a person */
  "DELETE /admin/v1/elevator-levels/{id}/persons/{pin}": {
    path: {
      "id": string;
      "pin": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Kinds of events, with names in the language of Accept-Language: en, es, pt, fr, zh or ar */
  "GET /admin/v1/event-types": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: undefined;
    data: EventTypesView;
  };
  /** Events in the order in which they were stored, which waits for the next where there is none yet; or newest first, where the header X-Position is the value of after from which the feed goes on */
  "GET /admin/v1/events": {
    path: Record<string, never>;
    query: {
      /** newest: by time and id of the event, newest first; left out = in the feed's order */
      "order"?: "newest";
      /** nextCursor of the last answer; only with order=newest. A page may be short where little fits what is looked for */
      "before"?: string;
      /** nextCursor of the last answer; left out = from the oldest that is kept */
      "after"?: string;
      /** Events at most */
      "limit"?: number;
      /** Seconds to wait where there is nothing yet */
      "wait"?: number;
      /** Only of this device */
      "sn"?: string;
      /** Only of this person */
      "pin"?: string;
      /** Only of this door */
      "doorId"?: string;
      /** Only of this level: 0 normal, 1 warning, 2 alarm */
      "level"?: 0 | 1 | 2;
      /** Not before, by the device's clock */
      "from"?: string;
      /** Not after, by the device's clock */
      "to"?: string;
      /** What is wanted: event, doorState or both with a comma; left out = events. A doorState is of no person, level or time of a device: chosen by these there is none */
      "kinds"?: string;
      /** Only at devices of this area and those below it */
      "areaCode"?: string;
      /** Only of people of these departments at the time; codes with commas between them */
      "deptCode"?: string;
      /** Only at this reader */
      "readerId"?: string;
      /** Only with this card */
      "cardNo"?: string;
      /** Only with these event codes, with commas between them */
      "eventNo"?: string;
      /** Only with this outcome */
      "outcome"?: "granted" | "refused" | "alarm" | "other";
      /** Part of a name, pin, card, or name of a door or device; upper and lower case are the same */
      "q"?: string;
      /** Id of an event: it, and those of two minutes before and after it */
      "around"?: string;
    };
    body: undefined;
    data: EventPage;
  };
  /** Everything that happens, as it happens: server-sent events, a message each */
  "GET /admin/v1/events/stream": {
    path: Record<string, never>;
    query: {
      /** Types with commas, access.* and the like too; left out = all */
      "types"?: string;
      /** Only of this device */
      "sn"?: string;
      /** Only of this door */
      "doorId"?: string;
      /** Only at devices of this area and those below it */
      "areaCode"?: string;
      /** Only of this person */
      "pin"?: string;
      /** Events of this level and above, and nothing else from 1 on: 0 normal, 1 warning, 2 alarm */
      "minLevel"?: 0 | 1 | 2;
      /** Position behind which to begin, now or start; left out = now. The header Last-Event-ID goes before it */
      "after"?: string;
    };
    body: undefined;
    data: string;
  };
  /** A picture that belongs to an event */
  "GET /admin/v1/events/{id}/photo": {
    path: {
      "id": string;
    };
    query: {
      /** Number of one of several; left out = the first */
      "photo"?: number;
    };
    body: undefined;
    data: undefined;
  };
  /** Pictures that belong to an event */
  "GET /admin/v1/events/{id}/photos": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: EventPhotosView;
  };
  /** Addresses of what the cameras of its door recorded, from 30 seconds before it to 30 after it */
  "GET /admin/v1/events/{id}/video": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: EventVideosView;
  };
  /** All expansion boards, by id */
  "GET /admin/v1/expansion-boards": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": ExpansionBoardView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Make an expansion board */
  "POST /admin/v1/expansion-boards": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: ExpansionBoardBody;
    data: ExpansionBoardView;
  };
  /** Get an expansion board, and how far its devices are */
  "GET /admin/v1/expansion-boards/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: ExpansionBoardView;
  };
  /** Change an expansion board; a list is replaced as a whole */
  "PATCH /admin/v1/expansion-boards/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: ExpansionBoardPatch;
    data: ExpansionBoardView;
  };
  /** Remove an expansion board */
  "DELETE /admin/v1/expansion-boards/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Whether somebody may pass a door, and why */
  "GET /admin/v1/explain/access": {
    path: Record<string, never>;
    query: {
      /** The door */
      "doorId": string;
      /** An instant (with Z or an offset), or what the clock of the door shows; left out = now */
      "at"?: string;
      /** The person; with cardNo as well, both are shown at the door */
      "pin"?: string;
      /** The card, decimal */
      "cardNo"?: string;
    };
    body: undefined;
    data: ExplainView;
  };
  /** What a change of rights would do: it is tried, and rolled back */
  "POST /admin/v1/explain/change": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: ChangeBody;
    data: ChangeView;
  };
  /** Who may pass a door, by pin */
  "GET /admin/v1/explain/doors/{doorId}/persons": {
    path: {
      "doorId": string;
    };
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** An instant (with Z or an offset), or what the clock of the door shows; left out = now */
      "at"?: string;
      /** Part of the name or the pin */
      "q"?: string;
    };
    body: undefined;
    data: {
      "items": DoorPersonView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Why a device let somebody pass, or did not */
  "GET /admin/v1/explain/events/{eventId}": {
    path: {
      "eventId": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: ExplainedEventView;
  };
  /** Which doors a person may pass, by name */
  "GET /admin/v1/explain/persons/{pin}/doors": {
    path: {
      "pin": string;
    };
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** An instant (with Z or an offset), or what the clock of the door shows; left out = now */
      "at"?: string;
    };
    body: undefined;
    data: {
      "items": PersonDoorView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Alarms as a table: everything that the filters of the list select */
  "GET /admin/v1/exports/alarms.{format}": {
    path: {
      /** csv: UTF-8 with a byte order mark */
      "format": "csv" | "xlsx";
    };
    query: {
      /** unacked, acked: the cause lasts; cleared, closed: it is over; left out = all */
      "state"?: string;
      /** 1 to 4, or several with commas */
      "priority"?: string;
      /** A kind, or several with commas */
      "kind"?: string;
      /** Only of this door */
      "doorId"?: string;
      /** Only of devices in this area and the areas in it */
      "areaCode"?: string;
      /** Begun at this instant or later */
      "from"?: string;
      /** Begun at this instant or earlier */
      "to"?: string;
      /** Part of the kind, the device, the door, who acknowledged or a note */
      "q"?: string;
      /** newest; priority: the most urgent first, and of those the newest */
      "sort"?: string;
      /** Fields of the list with commas between them, in this order; left out = all */
      "columns"?: string;
    };
    body: undefined;
    data: string;
  };
  /** Days of persons, by pin and day, as a table: everything that the filters of the list select */
  "GET /admin/v1/exports/attendance.{format}": {
    path: {
      /** csv: UTF-8 with a byte order mark */
      "format": "csv" | "xlsx";
    };
    query: {
      /** First day */
      "from": string;
      /** Last day; at most 31 days in all */
      "to": string;
      /** Of this department, and those below it */
      "deptCode"?: string;
      /** Of this person */
      "pin"?: string;
      /** Fields of the list with commas between them, in this order; left out = all */
      "columns"?: string;
    };
    body: undefined;
    data: string;
  };
  /** The audit log, newest first, as a table: everything that the filters of the list select */
  "GET /admin/v1/exports/audit.{format}": {
    path: {
      /** csv: UTF-8 with a byte order mark */
      "format": "csv" | "xlsx";
    };
    query: {
      /** Only by this actor, for instance token:hr */
      "actor"?: string;
      /** Not before */
      "from"?: string;
      /** Before */
      "to"?: string;
      /** Only about this, as the list names it; persons = about all of them */
      "object"?: string;
      /** Part of the method and path */
      "action"?: string;
      /** Part of the actor, the address, the action or a parameter */
      "q"?: string;
      /** The newest first, or the oldest */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: string;
      /** Fields of the list with commas between them, in this order; left out = all */
      "columns"?: string;
    };
    body: undefined;
    data: string;
  };
  /** Commands, newest first, as a table: everything that the filters of the list select */
  "GET /admin/v1/exports/commands.{format}": {
    path: {
      /** csv: UTF-8 with a byte order mark */
      "format": "csv" | "xlsx";
    };
    query: {
      /** Only with this status */
      "status"?: string;
      /** Only what this part asked for: admin, facade, sync, link ... */
      "actor"?: string;
      /** Only what was asked of this door */
      "doorId"?: string;
      /** Only of this type */
      "type"?: string;
      /** Queued not before */
      "from"?: string;
      /** Queued before */
      "to"?: string;
      /** Part of the type, of the serial number or of who asked; or the whole number */
      "q"?: string;
      /** The newest first, or the oldest */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: string;
      /** Only of this device */
      "sn"?: string;
      /** Fields of the list with commas between them, in this order; left out = all */
      "columns"?: string;
    };
    body: undefined;
    data: string;
  };
  /** Events, newest first, as a table: everything that the filters of the list select */
  "GET /admin/v1/exports/events.{format}": {
    path: {
      /** csv: UTF-8 with a byte order mark */
      "format": "csv" | "xlsx";
    };
    query: {
      /** Only of this device */
      "sn"?: string;
      /** Only of this person */
      "pin"?: string;
      /** Only of this door */
      "doorId"?: string;
      /** Only of this level: 0 normal, 1 warning, 2 alarm */
      "level"?: number;
      /** Not before, by the device's clock */
      "from"?: string;
      /** Not after, by the device's clock */
      "to"?: string;
      /** Only at devices of this area and those below it */
      "areaCode"?: string;
      /** Only of people of these departments at the time; codes with commas between them */
      "deptCode"?: string;
      /** Only at this reader */
      "readerId"?: string;
      /** Only with this card */
      "cardNo"?: string;
      /** Only with these event codes, with commas between them */
      "eventNo"?: string;
      /** Only with this outcome */
      "outcome"?: string;
      /** Part of a name, pin, card, or name of a door or device; upper and lower case are the same */
      "q"?: string;
      /** Id of an event: it, and those of two minutes before and after it */
      "around"?: string;
      /** Fields of the list with commas between them, in this order; left out = all */
      "columns"?: string;
    };
    body: undefined;
    data: string;
  };
  /** Who is inside as a table: everything that the filters of the list select */
  "GET /admin/v1/exports/inside.{format}": {
    path: {
      /** csv: UTF-8 with a byte order mark */
      "format": "csv" | "xlsx";
    };
    query: {
      /** Only of this zone; left out = of all */
      "zoneId"?: string;
      /** Fields of the list with commas between them, in this order; left out = all */
      "columns"?: string;
    };
    body: undefined;
    data: string;
  };
  /** Persons as a table: everything that the filters of the list select */
  "GET /admin/v1/exports/persons.{format}": {
    path: {
      /** csv: UTF-8 with a byte order mark */
      "format": "csv" | "xlsx";
    };
    query: {
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** Codes of departments with commas between them */
      "deptCode"?: string;
      /** Part of the first name, in any case */
      "name"?: string;
      /** Part of the last name */
      "lastName"?: string;
      /** Whoever has this card, main or further; decimal */
      "cardNo"?: string;
      /** The state by the clock of the site: left out = all who have not left; early = access begins later; expired = it has ended */
      "state"?: string;
      /** Whoever has this level */
      "levelId"?: string;
      /** Whoever has all of these: photo, card, fingerprint, face, palm, password; device: is a user of one */
      "has"?: string;
      /** Whoever has none of these */
      "without"?: string;
      /** Fields of the list with commas between them, in this order; left out = all */
      "columns"?: string;
    };
    body: undefined;
    data: string;
  };
  /** Visits, newest first, as a table: everything that the filters of the list select */
  "GET /admin/v1/exports/visits.{format}": {
    path: {
      /** csv: UTF-8 with a byte order mark */
      "format": "csv" | "xlsx";
    };
    query: {
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: string;
      /** Only visits that have ended, or only those that have not */
      "ended"?: string;
      /** Only of this visitor */
      "pin"?: string;
      /** Only to this person */
      "hostPin"?: string;
      /** Only by this number of a certificate */
      "certNumber"?: string;
      /** Only visitors with this in their names */
      "name"?: string;
      /** Begun not before */
      "from"?: string;
      /** Begun not after */
      "to"?: string;
      /** Only visits that are on at some time of this day */
      "day"?: string;
      /** Only these */
      "status"?: string;
      /** Fields of the list with commas between them, in this order; left out = all */
      "columns"?: string;
    };
    body: undefined;
    data: string;
  };
  /** Everything that happens, as messages in the order of the feed; waits for the next where there is none yet */
  "GET /admin/v1/feed": {
    path: Record<string, never>;
    query: {
      /** Types with commas, access.* and the like too; left out = all */
      "types"?: string;
      /** Only of this device */
      "sn"?: string;
      /** Only of this door */
      "doorId"?: string;
      /** Only at devices of this area and those below it */
      "areaCode"?: string;
      /** Only of this person */
      "pin"?: string;
      /** Events of this level and above, and nothing else from 1 on: 0 normal, 1 warning, 2 alarm */
      "minLevel"?: 0 | 1 | 2;
      /** nextCursor of the last answer, now or start; left out = start, the oldest that is kept */
      "after"?: string;
      /** Messages at most; left out = 100 */
      "limit"?: number;
      /** Seconds to wait where there is nothing yet */
      "wait"?: number;
    };
    body: undefined;
    data: EnvelopePage;
  };
  /** Firmware by id */
  "GET /admin/v1/firmware": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": FirmwareView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Upload a firmware file: as the body with its name in the query, or as a form with one file */
  "POST /admin/v1/firmware": {
    path: Record<string, never>;
    query: {
      /** Name of the file; needed where the body is the file itself */
      "name"?: string;
    };
    body: string;
    data: FirmwareView;
  };
  /** One firmware file */
  "GET /admin/v1/firmware/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: FirmwareView;
  };
  /** Remove a firmware file; not while a device is to fetch it */
  "DELETE /admin/v1/firmware/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** All first-card rules, by id */
  "GET /admin/v1/first-card-rules": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": FirstCardRuleView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Make a first-card rule */
  "POST /admin/v1/first-card-rules": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: FirstCardRuleBody;
    data: FirstCardRuleView;
  };
  /** Get a first-card rule, and how far its devices are */
  "GET /admin/v1/first-card-rules/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: FirstCardRuleView;
  };
  /** Change a first-card rule; a list is replaced as a whole */
  "PATCH /admin/v1/first-card-rules/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: FirstCardRulePatch;
    data: FirstCardRuleView;
  };
  /** Remove a first-card rule */
  "DELETE /admin/v1/first-card-rules/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Floors; they come from the registration of their elevator controller */
  "GET /admin/v1/floors": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
      /** Only of this device */
      "sn"?: string;
    };
    body: undefined;
    data: {
      "items": FloorView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Add a floor that its controller does not report, or that keeps an id that clients know */
  "POST /admin/v1/floors": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: FloorBody;
    data: FloorView;
  };
  /** One action on many floors at once */
  "POST /admin/v1/floors/actions": {
    path: Record<string, never>;
    query: {
      /** Seconds to wait for the answers of the devices */
      "wait"?: number;
    };
    body: FloorActionsBody;
    data: FloorAnswersView;
  };
  /** One floor */
  "GET /admin/v1/floors/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: FloorView;
  };
  /** Its name */
  "PATCH /admin/v1/floors/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: FloorPatch;
    data: FloorView;
  };
  /** All levels of gates, by id */
  "GET /admin/v1/gate-levels": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": GateLevelView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Make a level of gates */
  "POST /admin/v1/gate-levels": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: GateLevelBody;
    data: GateLevelView;
  };
  /** Get a level of gates */
  "GET /admin/v1/gate-levels/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: GateLevelView;
  };
  /** Given values change; places are replaced as a whole */
  "PATCH /admin/v1/gate-levels/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: GateLevelPatch;
    data: GateLevelView;
  };
  /** Remove a level of gates, from everybody who has it */
  "DELETE /admin/v1/gate-levels/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Who has it, by pin */
  "GET /admin/v1/gate-levels/{id}/persons": {
    path: {
      "id": string;
    };
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": MemberView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Grant it to some and take it from others; one who is refused does not keep the others */
  "POST /admin/v1/gate-levels/{id}/persons": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: MembersBody;
    data: MembersView;
  };
  /** Grant it to a person */
  "PUT /admin/v1/gate-levels/{id}/persons/{pin}": {
    path: {
      "id": string;
      "pin": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Take it from a person */
  "DELETE /admin/v1/gate-levels/{id}/persons/{pin}": {
    path: {
      "id": string;
      "pin": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** All passing rules of gates, by id */
  "GET /admin/v1/gate-pass-rules": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": GatePassRuleView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Make a passing rule of gates */
  "POST /admin/v1/gate-pass-rules": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: GatePassRuleBody;
    data: GatePassRuleView;
  };
  /** Get a passing rule of gates, and how far its devices are */
  "GET /admin/v1/gate-pass-rules/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: GatePassRuleView;
  };
  /** Change a passing rule of gates; a list is replaced as a whole */
  "PATCH /admin/v1/gate-pass-rules/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: GatePassRulePatch;
    data: GatePassRuleView;
  };
  /** Remove a passing rule of gates */
  "DELETE /admin/v1/gate-pass-rules/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Entrance channels; each is there from the first report of its controller on */
  "GET /admin/v1/gates": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
      /** Only of this device */
      "sn"?: string;
    };
    body: undefined;
    data: {
      "items": GateView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Add a gate that its controller does not report, or that keeps an id that clients know */
  "POST /admin/v1/gates": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: GateBody;
    data: GateView;
  };
  /** Let one person through each of these gates */
  "POST /admin/v1/gates/actions": {
    path: Record<string, never>;
    query: {
      /** Seconds to wait for the answers of the devices */
      "wait"?: number;
    };
    body: GateActionsBody;
    data: GateAnswersView;
  };
  /** One entrance channel */
  "GET /admin/v1/gates/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: GateView;
  };
  /** Its name, and which locks it has */
  "PATCH /admin/v1/gates/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: GatePatch;
    data: GateView;
  };
  /** Holidays by date */
  "GET /admin/v1/holidays": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": HolidayView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Make a holiday */
  "POST /admin/v1/holidays": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: HolidayBody;
    data: HolidayView;
  };
  /** One holiday */
  "GET /admin/v1/holidays/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: HolidayView;
  };
  /** Change a holiday */
  "PATCH /admin/v1/holidays/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: HolidayPatch;
    data: HolidayView;
  };
  /** Remove a holiday */
  "DELETE /admin/v1/holidays/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** How far a large import is, and what came of it; of an operator its own alone. Kept for a week */
  "GET /admin/v1/imports/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: ImportRunView;
  };
  /** All input schedules, by id */
  "GET /admin/v1/input-schedules": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": InputScheduleView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Make an input schedule */
  "POST /admin/v1/input-schedules": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: InputScheduleBody;
    data: InputScheduleView;
  };
  /** Get an input schedule, and how far its devices are */
  "GET /admin/v1/input-schedules/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: InputScheduleView;
  };
  /** Change an input schedule; a list is replaced as a whole */
  "PATCH /admin/v1/input-schedules/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: InputSchedulePatch;
    data: InputScheduleView;
  };
  /** Remove an input schedule */
  "DELETE /admin/v1/input-schedules/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Whom the FaceKiosk devices of an area know, by pin */
  "GET /admin/v1/ins/areas/{code}/persons": {
    path: {
      "code": string;
    };
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": AreaMemberView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Give a person to the FaceKiosk devices of an area */
  "PUT /admin/v1/ins/areas/{code}/persons/{pin}": {
    path: {
      "code": string;
      "pin": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Take a person from the FaceKiosk devices of an area */
  "DELETE /admin/v1/ins/areas/{code}/persons/{pin}": {
    path: {
      "code": string;
      "pin": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** What a person is on FaceKiosk devices */
  "GET /admin/v1/ins/persons/{pin}": {
    path: {
      "pin": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: InsPersonView;
  };
  /** Say what a person is on FaceKiosk devices */
  "PATCH /admin/v1/ins/persons/{pin}": {
    path: {
      "pin": string;
    };
    query: Record<string, never>;
    body: InsPersonPatch;
    data: InsPersonView;
  };
  /** All interlock rules, by id */
  "GET /admin/v1/interlock-rules": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": InterlockRuleView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Make an interlock rule */
  "POST /admin/v1/interlock-rules": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: InterlockRuleBody;
    data: InterlockRuleView;
  };
  /** Get an interlock rule, and how far its devices are */
  "GET /admin/v1/interlock-rules/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: InterlockRuleView;
  };
  /** Change an interlock rule; a list is replaced as a whole */
  "PATCH /admin/v1/interlock-rules/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: InterlockRulePatch;
    data: InterlockRuleView;
  };
  /** Remove an interlock rule */
  "DELETE /admin/v1/interlock-rules/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Intrusion events, newest first */
  "GET /admin/v1/intrusion/events": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
      /** Only of this panel */
      "panelId"?: string;
      /** Only what does this */
      "does"?: "alarm" | "trouble" | "restore" | "opening" | "closing" | "bypass" | "unbypass" | "test" | "other";
      /** From this time on, by the clock of the site */
      "from"?: string;
      /** Up to this time */
      "to"?: string;
    };
    body: undefined;
    data: {
      "items": IntrusionEventView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** One intrusion event */
  "GET /admin/v1/intrusion/events/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: IntrusionEventView;
  };
  /** Intrusion panels */
  "GET /admin/v1/intrusion/panels": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": PanelView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Make a panel known by its account */
  "POST /admin/v1/intrusion/panels": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: PanelBody;
    data: PanelView;
  };
  /** One panel */
  "GET /admin/v1/intrusion/panels/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: PanelView;
  };
  /** Account, key, area, and how long it may be silent */
  "PATCH /admin/v1/intrusion/panels/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: PanelPatch;
    data: PanelView;
  };
  /** Remove a panel with its partitions and points; its events stay */
  "DELETE /admin/v1/intrusion/panels/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Partitions of panels */
  "GET /admin/v1/intrusion/partitions": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": PartitionView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Name a partition of a panel */
  "POST /admin/v1/intrusion/partitions": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: PartitionBody;
    data: PartitionView;
  };
  /** One partition */
  "GET /admin/v1/intrusion/partitions/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: PartitionView;
  };
  /** Its name */
  "PATCH /admin/v1/intrusion/partitions/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: NamePatch;
    data: PartitionView;
  };
  /** Take the name away; the panel goes on to report the partition */
  "DELETE /admin/v1/intrusion/partitions/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Points: zones of panels, and auxiliary inputs */
  "GET /admin/v1/intrusion/points": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": PointView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Name a zone of a panel, or an auxiliary input of a device */
  "POST /admin/v1/intrusion/points": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: PointBody;
    data: PointView;
  };
  /** One point */
  "GET /admin/v1/intrusion/points/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: PointView;
  };
  /** Its name, and what an auxiliary input means */
  "PATCH /admin/v1/intrusion/points/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: PointPatch;
    data: PointView;
  };
  /** Take the name away */
  "DELETE /admin/v1/intrusion/points/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Who sends messages that are not taken, and why; the last one first */
  "GET /admin/v1/intrusion/strangers": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": StrangerView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** What Kafka is set to, and how it gets on */
  "GET /admin/v1/kafka": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: undefined;
    data: KafkaView;
  };
  /** Publish messages to Kafka; every gateway takes that up at once */
  "PUT /admin/v1/kafka": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: KafkaBody;
    data: KafkaView;
  };
  /** Publish nothing to Kafka any more; its topics stay */
  "DELETE /admin/v1/kafka": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Connect and look for the topic; nothing is published or made */
  "POST /admin/v1/kafka/test": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: KafkaTestBody;
    data: TrialView;
  };
  /** Leave types by number */
  "GET /admin/v1/leave-types": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": LeaveTypeView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Make a leave type */
  "POST /admin/v1/leave-types": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: LeaveTypeBody;
    data: LeaveTypeView;
  };
  /** One leave type */
  "GET /admin/v1/leave-types/{no}": {
    path: {
      "no": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: LeaveTypeView;
  };
  /** Rename a leave type */
  "PATCH /admin/v1/leave-types/{no}": {
    path: {
      "no": string;
    };
    query: Record<string, never>;
    body: LeaveTypePatch;
    data: LeaveTypeView;
  };
  /** Remove a leave type that nobody has asked for */
  "DELETE /admin/v1/leave-types/{no}": {
    path: {
      "no": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** All linkages, by id */
  "GET /admin/v1/linkages": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": LinkageView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Make a linkage */
  "POST /admin/v1/linkages": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: LinkageBody;
    data: LinkageView;
  };
  /** Get a linkage, and how far its devices are */
  "GET /admin/v1/linkages/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: LinkageView;
  };
  /** Change a linkage; a list is replaced as a whole */
  "PATCH /admin/v1/linkages/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: LinkagePatch;
    data: LinkageView;
  };
  /** Remove a linkage */
  "DELETE /admin/v1/linkages/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Media by name, and how far the screens are with each */
  "GET /admin/v1/media": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": MediaView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Upload a picture or a video, as a form or as the body; the one of that name gets another file */
  "POST /admin/v1/media": {
    path: Record<string, never>;
    query: {
      /** Name; needed where the body is the file itself */
      "name"?: string;
    };
    body: {
      /** A picture or a video */
      "File": string;
      "mediaName": string;
    };
    data: MediaView;
  };
  /** One media, by name or id */
  "GET /admin/v1/media/{name}": {
    path: {
      "name": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: MediaView;
  };
  /** Where screens show it */
  "PATCH /admin/v1/media/{name}": {
    path: {
      "name": string;
    };
    query: Record<string, never>;
    body: MediaPatch;
    data: MediaView;
  };
  /** Remove a media; screens that have it go on showing it */
  "DELETE /admin/v1/media/{name}": {
    path: {
      "name": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** How far each screen is with it, by serial number and side */
  "GET /admin/v1/media/{name}/screens": {
    path: {
      "name": string;
    };
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
    };
    body: undefined;
    data: {
      "items": MediaScreenView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Send it to its screens again, whatever became of it */
  "POST /admin/v1/media/{name}/send": {
    path: {
      "name": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: MediaView;
  };
  /** What MQTT is set to, and how it gets on */
  "GET /admin/v1/mqtt": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: undefined;
    data: MqttView;
  };
  /** Publish messages to an MQTT broker; every gateway takes that up at once */
  "PUT /admin/v1/mqtt": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: MqttBody;
    data: MqttView;
  };
  /** Publish nothing by MQTT any more; what the broker keeps of it is cleared */
  "DELETE /admin/v1/mqtt": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Connect to the broker and publish a message at the topic prefix/test */
  "POST /admin/v1/mqtt/test": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: MqttTestBody;
    data: TrialView;
  };
  /** All multi-card rules, by id */
  "GET /admin/v1/multi-card-rules": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": MultiCardRuleView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Make a multi-card rule */
  "POST /admin/v1/multi-card-rules": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: MultiCardRuleBody;
    data: MultiCardRuleView;
  };
  /** Get a multi-card rule, and how far its devices are */
  "GET /admin/v1/multi-card-rules/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: MultiCardRuleView;
  };
  /** Change a multi-card rule; a list is replaced as a whole */
  "PATCH /admin/v1/multi-card-rules/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: MultiCardRulePatch;
    data: MultiCardRuleView;
  };
  /** Remove a multi-card rule */
  "DELETE /admin/v1/multi-card-rules/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Musters, the newest first */
  "GET /admin/v1/musters": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
    };
    body: undefined;
    data: {
      "items": MusterView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Begin a muster: everybody who is inside is on its list */
  "POST /admin/v1/musters": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: MusterBody;
    data: MusterDetailView;
  };
  /** One muster with its people, and its report once it has ended */
  "GET /admin/v1/musters/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: MusterDetailView;
  };
  /** End it; ended again, it answers with the same report */
  "POST /admin/v1/musters/{id}/end": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: MusterReportView;
  };
  /** Say what became of a person; whoever was not inside is added. Late marks are taken */
  "PUT /admin/v1/musters/{id}/persons/{pin}": {
    path: {
      "id": string;
      "pin": string;
    };
    query: Record<string, never>;
    body: MusterMarkBody;
    data: undefined;
  };
  /** What NATS JetStream is set to, and how it gets on */
  "GET /admin/v1/nats": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: undefined;
    data: NatsView;
  };
  /** Publish messages to a stream of NATS JetStream; every gateway takes that up at once */
  "PUT /admin/v1/nats": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: NatsBody;
    data: NatsView;
  };
  /** Publish nothing to NATS any more; the stream stays */
  "DELETE /admin/v1/nats": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Connect and look for the stream; nothing is published or made */
  "POST /admin/v1/nats/test": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: NatsTestBody;
    data: TrialView;
  };
  /** All NTP servers, by id */
  "GET /admin/v1/ntp-servers": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": NtpServerView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Make an NTP server */
  "POST /admin/v1/ntp-servers": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: NtpServerBody;
    data: NtpServerView;
  };
  /** Get an NTP server, and how far its devices are */
  "GET /admin/v1/ntp-servers/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: NtpServerView;
  };
  /** Change an NTP server; a list is replaced as a whole */
  "PATCH /admin/v1/ntp-servers/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: NtpServerPatch;
    data: NtpServerView;
  };
  /** Remove an NTP server */
  "DELETE /admin/v1/ntp-servers/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Operators */
  "GET /admin/v1/operators": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": OperatorView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Add an operator */
  "POST /admin/v1/operators": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: OperatorBody;
    data: NewOperatorView;
  };
  /** One operator */
  "GET /admin/v1/operators/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: OperatorView;
  };
  /** Change an operator; sessions end with another role, other bounds, another password, a lock */
  "PATCH /admin/v1/operators/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: OperatorPatch;
    data: OperatorView;
  };
  /** Remove an operator; its sessions end */
  "DELETE /admin/v1/operators/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Where an operator is signed in */
  "GET /admin/v1/operators/{id}/sessions": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: OperatorSessionsView;
  };
  /** End all sessions of an operator */
  "DELETE /admin/v1/operators/{id}/sessions": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Parking areas by id */
  "GET /admin/v1/parking/areas": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": ParkingAreaView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Make a parking area */
  "POST /admin/v1/parking/areas": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: ParkingAreaBody;
    data: ParkingAreaView;
  };
  /** One parking area */
  "GET /admin/v1/parking/areas/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: ParkingAreaView;
  };
  /** Name and place */
  "PATCH /admin/v1/parking/areas/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: ParkingAreaPatch;
    data: ParkingAreaView;
  };
  /** Remove an empty parking area */
  "DELETE /admin/v1/parking/areas/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Kinds of cars by id */
  "GET /admin/v1/parking/car-types": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": ParkingCarTypeView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Make a kind of car */
  "POST /admin/v1/parking/car-types": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: ParkingCarTypeBody;
    data: ParkingCarTypeView;
  };
  /** One kind of car */
  "GET /admin/v1/parking/car-types/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: ParkingCarTypeView;
  };
  /** Name */
  "PATCH /admin/v1/parking/car-types/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: ParkingCarTypePatch;
    data: ParkingCarTypeView;
  };
  /** Remove a kind of car that nothing refers to */
  "DELETE /admin/v1/parking/car-types/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Parking channels by id */
  "GET /admin/v1/parking/channels": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
      /** Only of this parking area */
      "areaId"?: string;
    };
    body: undefined;
    data: {
      "items": ParkingChannelView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Make a parking channel */
  "POST /admin/v1/parking/channels": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: ParkingChannelBody;
    data: ParkingChannelView;
  };
  /** One parking channel, by id or name */
  "GET /admin/v1/parking/channels/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: ParkingChannelView;
  };
  /** Name, place, where it leads and its barrier */
  "PATCH /admin/v1/parking/channels/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: ParkingChannelPatch;
    data: ParkingChannelView;
  };
  /** Remove a parking channel; its records stay */
  "DELETE /admin/v1/parking/channels/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Open its barrier once, now or never */
  "POST /admin/v1/parking/channels/{id}/open": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: OpenChannelBody;
    data: OpenedChannelView;
  };
  /** Discounts by id */
  "GET /admin/v1/parking/discounts": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": ParkingDiscountView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Make a discount */
  "POST /admin/v1/parking/discounts": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: ParkingDiscountBody;
    data: ParkingDiscountView;
  };
  /** One discount */
  "GET /admin/v1/parking/discounts/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: ParkingDiscountView;
  };
  /** Name and how much */
  "PATCH /admin/v1/parking/discounts/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: ParkingDiscountPatch;
    data: ParkingDiscountView;
  };
  /** Remove a discount that nothing refers to */
  "DELETE /admin/v1/parking/discounts/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Parking entrances by id */
  "GET /admin/v1/parking/entrances": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
      /** Only of this parking area */
      "areaId"?: string;
    };
    body: undefined;
    data: {
      "items": ParkingPlaceView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Make a parking entrance */
  "POST /admin/v1/parking/entrances": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: ParkingPlaceBody;
    data: ParkingPlaceView;
  };
  /** One parking entrance */
  "GET /admin/v1/parking/entrances/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: ParkingPlaceView;
  };
  /** Name and parking area */
  "PATCH /admin/v1/parking/entrances/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: ParkingPlacePatch;
    data: ParkingPlaceView;
  };
  /** Remove a parking entrance that nothing refers to */
  "DELETE /admin/v1/parking/entrances/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Fixed vehicles by plate */
  "GET /admin/v1/parking/fixed-vehicles": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
      /** Only of this parking area */
      "areaId"?: string;
    };
    body: undefined;
    data: {
      "items": FixedVehicleView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** One fixed vehicle */
  "GET /admin/v1/parking/fixed-vehicles/{plate}": {
    path: {
      "plate": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: FixedVehicleView;
  };
  /** Make a car a fixed vehicle for some days, or change that */
  "PUT /admin/v1/parking/fixed-vehicles/{plate}": {
    path: {
      "plate": string;
    };
    query: Record<string, never>;
    body: FixedVehicleBody;
    data: FixedVehicleView;
  };
  /** A car is no fixed vehicle any more */
  "DELETE /admin/v1/parking/fixed-vehicles/{plate}": {
    path: {
      "plate": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Payments for parking, newest first */
  "GET /admin/v1/parking/payments": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
      /** License plate; blanks, dashes and case are of no importance */
      "plate"?: string;
      /** Id of the stay */
      "stayId"?: string;
    };
    body: undefined;
    data: {
      "items": ParkingPaymentView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Plates of persons, by plate */
  "GET /admin/v1/parking/person-plates": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": PersonPlateView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Give a plate to a person */
  "POST /admin/v1/parking/person-plates": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: PersonPlateBody;
    data: PersonPlateView;
  };
  /** Take a plate from a person */
  "DELETE /admin/v1/parking/person-plates/{plate}/persons/{pin}": {
    path: {
      "plate": string;
      "pin": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Plates on the allow list and on the deny list, by plate */
  "GET /admin/v1/parking/plates": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
      /** Only of this list */
      "list"?: "allow" | "deny";
    };
    body: undefined;
    data: {
      "items": ParkingPlateView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** A camera has read a plate: opens the barrier if the car may pass, once */
  "POST /admin/v1/parking/plates-seen": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: PlateSeenBody;
    data: PlateSeenView;
  };
  /** Plates that were read, newest first */
  "GET /admin/v1/parking/plates-seen": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
      /** Only of this plate */
      "plate"?: string;
      /** Only at this channel */
      "channelId"?: string;
      /** Only where the barrier was told to open, or only where not */
      "opened"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": PlateSeenView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** One of them */
  "GET /admin/v1/parking/plates-seen/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: PlateSeenView;
  };
  /** One plate */
  "GET /admin/v1/parking/plates/{plate}": {
    path: {
      "plate": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: ParkingPlateView;
  };
  /** Put a plate on a list; it leaves the other one */
  "PUT /admin/v1/parking/plates/{plate}": {
    path: {
      "plate": string;
    };
    query: Record<string, never>;
    body: ParkingPlateBody;
    data: ParkingPlateView;
  };
  /** Take a plate off its list */
  "DELETE /admin/v1/parking/plates/{plate}": {
    path: {
      "plate": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** What a stay would cost by a tariff */
  "POST /admin/v1/parking/quote": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: ParkingQuoteBody;
    data: ParkingQuoteView;
  };
  /** Report a car that passed a channel; the answer says whether its plate is on the allow or the deny list */
  "POST /admin/v1/parking/records": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: ParkingRecordBody;
    data: ParkingRecordView;
  };
  /** Parking records, newest first */
  "GET /admin/v1/parking/records": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
      /** Only of this plate */
      "plate"?: string;
      /** Only this way */
      "direction"?: "in" | "out";
      /** From this time on, by the clock of the site */
      "from"?: string;
      /** Up to this time */
      "to"?: string;
    };
    body: undefined;
    data: {
      "items": ParkingRecordView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** One parking record */
  "GET /admin/v1/parking/records/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: ParkingRecordView;
  };
  /** Remove a parking record and its picture */
  "DELETE /admin/v1/parking/records/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Its picture */
  "GET /admin/v1/parking/records/{id}/picture": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Parking spaces by id */
  "GET /admin/v1/parking/spaces": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
      /** Only of this parking area */
      "areaId"?: string;
    };
    body: undefined;
    data: {
      "items": ParkingPlaceView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Make a parking space */
  "POST /admin/v1/parking/spaces": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: ParkingPlaceBody;
    data: ParkingPlaceView;
  };
  /** One parking space */
  "GET /admin/v1/parking/spaces/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: ParkingPlaceView;
  };
  /** Name and parking area */
  "PATCH /admin/v1/parking/spaces/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: ParkingPlacePatch;
    data: ParkingPlaceView;
  };
  /** Remove a parking space that nothing refers to */
  "DELETE /admin/v1/parking/spaces/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Stays of cars, the newest entry first */
  "GET /admin/v1/parking/stays": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
      /** License plate; blanks, dashes and case are of no importance */
      "plate"?: string;
      /** Id of the parking area */
      "areaId"?: string;
      /** true: only cars that are there; false: only those that have left */
      "open"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": ParkingStayView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** A car comes in, by hand; one that is there already and was not seen leaving has left */
  "POST /admin/v1/parking/stays": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: ParkingStayBody;
    data: ParkingStayCostView;
  };
  /** One stay, with what it costs */
  "GET /admin/v1/parking/stays/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: ParkingStayCostView;
  };
  /** Give a discount */
  "POST /admin/v1/parking/stays/{id}/discounts": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: ParkingDiscountGivenBody;
    data: ParkingStayCostView;
  };
  /** Take a discount back */
  "DELETE /admin/v1/parking/stays/{id}/discounts/{given}": {
    path: {
      "id": string;
      "given": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** The car has left, paid or not */
  "POST /admin/v1/parking/stays/{id}/leave": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: ParkingLeaveBody;
    data: ParkingStayCostView;
  };
  /** What is due was paid, by hand */
  "POST /admin/v1/parking/stays/{id}/payments": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: ParkingPaymentBody;
    data: ParkingStayCostView;
  };
  /** Parking tariffs by id */
  "GET /admin/v1/parking/tariffs": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": ParkingTariffView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Make a parking tariff */
  "POST /admin/v1/parking/tariffs": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: ParkingTariffBody;
    data: ParkingTariffView;
  };
  /** One parking tariff */
  "GET /admin/v1/parking/tariffs/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: ParkingTariffView;
  };
  /** Change a parking tariff; what was paid stays as it is */
  "PATCH /admin/v1/parking/tariffs/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: ParkingTariffPatch;
    data: ParkingTariffView;
  };
  /** Remove a parking tariff; stays that were paid for keep it */
  "DELETE /admin/v1/parking/tariffs/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** All person groups, by id */
  "GET /admin/v1/person-groups": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": PersonGroupView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Make a person group */
  "POST /admin/v1/person-groups": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: PersonGroupBody;
    data: PersonGroupView;
  };
  /** Get a person group, and how far its devices are */
  "GET /admin/v1/person-groups/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: PersonGroupView;
  };
  /** Change a person group; a list is replaced as a whole */
  "PATCH /admin/v1/person-groups/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: PersonGroupPatch;
    data: PersonGroupView;
  };
  /** Remove a person group */
  "DELETE /admin/v1/person-groups/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** All verification rules of persons, by id */
  "GET /admin/v1/person-verification-rules": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": PersonVerificationRuleView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Make a verification rule of persons */
  "POST /admin/v1/person-verification-rules": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: PersonVerificationRuleBody;
    data: PersonVerificationRuleView;
  };
  /** Get a verification rule of persons, and how far its devices are */
  "GET /admin/v1/person-verification-rules/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: PersonVerificationRuleView;
  };
  /** Change a verification rule of persons; a list is replaced as a whole */
  "PATCH /admin/v1/person-verification-rules/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: PersonVerificationRulePatch;
    data: PersonVerificationRuleView;
  };
  /** Remove a verification rule of persons */
  "DELETE /admin/v1/person-verification-rules/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Persons by pin or in another order, also by a card or a department; who has left with `state=left` */
  "GET /admin/v1/persons": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
      /** Codes of departments with commas between them */
      "deptCode"?: string;
      /** Part of the first name, in any case */
      "name"?: string;
      /** Part of the last name */
      "lastName"?: string;
      /** Whoever has this card, main or further; decimal */
      "cardNo"?: string;
      /** The state by the clock of the site: left out = all who have not left; early = access begins later; expired = it has ended */
      "state"?: "valid" | "early" | "expired" | "disabled" | "left";
      /** Whoever has this level */
      "levelId"?: string;
      /** Whoever has all of these: photo, card, fingerprint, face, palm, password; device: is a user of one */
      "has"?: string;
      /** Whoever has none of these */
      "without"?: string;
    };
    body: undefined;
    data: {
      "items": PersonView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Make a person */
  "POST /admin/v1/persons": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: PersonBody;
    data: PersonView;
  };
  /** Make or change many persons with their templates; one that is refused does not keep the others */
  "POST /admin/v1/persons/bulk": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: BulkPersonsBody;
    data: BulkPersonsView;
  };
  /** Add or edit persons from CSV with headings: as the body, or as a form with one file. More than 2,000 lines are answered at once with 202, and GET /imports/{id} tells how far they are */
  "POST /admin/v1/persons/import": {
    path: Record<string, never>;
    query: {
      /** true: nothing is stored; the answer says what would be refused */
      "dryRun"?: string;
    };
    body: string;
    data: ImportView;
  };
  /** Look whether devices can use a photo; nothing is kept. A JPEG or PNG may be the body */
  "POST /admin/v1/persons/photo-check": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: PhotoBody;
    data: PhotoCheckView;
  };
  /** One person, also who has left */
  "GET /admin/v1/persons/{pin}": {
    path: {
      "pin": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: PersonView;
  };
  /** Given values change; missing ones stay */
  "PATCH /admin/v1/persons/{pin}": {
    path: {
      "pin": string;
    };
    query: Record<string, never>;
    body: PersonPatch;
    data: PersonView;
  };
  /** Remove a person, with cards and levels; events and the audit log keep the name, or it is erased there: `history=erase` needs the permission erase of an operator, and the password again */
  "DELETE /admin/v1/persons/{pin}": {
    path: {
      "pin": string;
    };
    query: {
      /** What to do with the data of the person in events and the audit log; left out = keep */
      "history"?: "keep" | "erase";
    };
    body: undefined;
    data: undefined;
  };
  /** At which doors a person may pass, and when in the week */
  "GET /admin/v1/persons/{pin}/access": {
    path: {
      "pin": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: PersonAccessView;
  };
  /** On which devices a person is, and how far */
  "GET /admin/v1/persons/{pin}/devices": {
    path: {
      "pin": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: PersonDevicesView;
  };
  /** Erase a person for good, also one who has left: events and the audit log keep a pin of nobody. Tells what each device has confirmed */
  "POST /admin/v1/persons/{pin}/erase": {
    path: {
      "pin": string;
    };
    query: Record<string, never>;
    body: ErasureBody;
    data: ErasureView;
  };
  /** The identity card that a device read last */
  "GET /admin/v1/persons/{pin}/identity-card": {
    path: {
      "pin": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: IdentityCardView;
  };
  /** Leaves, today or on a day to come; cards and password are free then */
  "POST /admin/v1/persons/{pin}/leave": {
    path: {
      "pin": string;
    };
    query: Record<string, never>;
    body: LeaveBody;
    data: LeaveView;
  };
  /** Levels of a person, of whatever business */
  "GET /admin/v1/persons/{pin}/levels": {
    path: {
      "pin": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: HeldLevelsView;
  };
  /** The photo as JPEG, whole or as a square of `size`; where there is none, the one a device took */
  "GET /admin/v1/persons/{pin}/photo": {
    path: {
      "pin": string;
    };
    query: {
      /** A square of so many pixels; left out = the photo as it is */
      "size"?: 64 | 256;
      /** `photoAt` of the person: a new photo has another address, so no browser shows the one before */
      "at"?: string;
    };
    body: undefined;
    data: undefined;
  };
  /** Set the photo; devices that know faces by photos, or show users, get it. A JPEG or PNG may be the body */
  "PUT /admin/v1/persons/{pin}/photo": {
    path: {
      "pin": string;
    };
    query: Record<string, never>;
    body: PhotoBody;
    data: undefined;
  };
  /** Take the photo away, and the comparison photos of the face with it */
  "DELETE /admin/v1/persons/{pin}/photo": {
    path: {
      "pin": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Reinstates a person who left, with the given changes */
  "POST /admin/v1/persons/{pin}/reinstate": {
    path: {
      "pin": string;
    };
    query: Record<string, never>;
    body: PersonPatch;
    data: PersonView;
  };
  /** Templates and comparison photos of a person, without their contents */
  "GET /admin/v1/persons/{pin}/templates": {
    path: {
      "pin": string;
    };
    query: {
      /** Of this type only */
      "bioType"?: number;
      /** Of this finger, hand or eye only */
      "no"?: number;
    };
    body: undefined;
    data: BioTemplatesView;
  };
  /** Add or edit a template: devices of the same algorithm get it */
  "POST /admin/v1/persons/{pin}/templates": {
    path: {
      "pin": string;
    };
    query: Record<string, never>;
    body: TemplateBody;
    data: BioTemplatesView;
  };
  /** These templates and no others: what else there is goes first, here and on devices */
  "PUT /admin/v1/persons/{pin}/templates": {
    path: {
      "pin": string;
    };
    query: Record<string, never>;
    body: TemplatesBody;
    data: BioTemplatesView;
  };
  /** Take all templates of a type or of one part of the body away, or all that there are */
  "DELETE /admin/v1/persons/{pin}/templates": {
    path: {
      "pin": string;
    };
    query: {
      /** Of this type only */
      "bioType"?: number;
      /** Of this finger, hand or eye only */
      "no"?: number;
      /** Whatever there is */
      "all"?: "true";
    };
    body: undefined;
    data: undefined;
  };
  /** Take over all templates that devices reported for this pin and that were kept aside */
  "POST /admin/v1/persons/{pin}/templates/import": {
    path: {
      "pin": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: BioTemplatesView;
  };
  /** Take a template away, here and from every device */
  "DELETE /admin/v1/persons/{pin}/templates/{id}": {
    path: {
      "pin": string;
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Plans by id or in another order */
  "GET /admin/v1/plans": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": PlanView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Make a plan; its picture is set by itself */
  "POST /admin/v1/plans": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: PlanBody;
    data: PlanView;
  };
  /** One plan */
  "GET /admin/v1/plans/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: PlanView;
  };
  /** Given values change; doors are replaced as a whole */
  "PATCH /admin/v1/plans/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: PlanPatch;
    data: PlanView;
  };
  /** Remove a plan and its picture; the doors stay */
  "DELETE /admin/v1/plans/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Set the picture: a PNG, JPEG or WebP of at most 5 MB, as the body or as `picture` of a form */
  "PUT /admin/v1/plans/{id}/picture": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: string;
    data: undefined;
  };
  /** The picture, as WebP */
  "GET /admin/v1/plans/{id}/picture": {
    path: {
      "id": string;
    };
    query: {
      /** `pictureAt` of the plan: a new picture has another address, so no browser shows the one before */
      "at"?: string;
    };
    body: undefined;
    data: undefined;
  };
  /** All Wiegand formats of readers, by id */
  "GET /admin/v1/reader-wiegand-formats": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": ReaderWiegandFormatView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Make the Wiegand format of a reader */
  "POST /admin/v1/reader-wiegand-formats": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: ReaderWiegandFormatBody;
    data: ReaderWiegandFormatView;
  };
  /** Get the Wiegand format of a reader, and how far its devices are */
  "GET /admin/v1/reader-wiegand-formats/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: ReaderWiegandFormatView;
  };
  /** Change the Wiegand format of a reader; a list is replaced as a whole */
  "PATCH /admin/v1/reader-wiegand-formats/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: ReaderWiegandFormatPatch;
    data: ReaderWiegandFormatView;
  };
  /** Remove the Wiegand format of a reader */
  "DELETE /admin/v1/reader-wiegand-formats/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Readers; they come from the registration of their device */
  "GET /admin/v1/readers": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
      /** Only of this device */
      "sn"?: string;
    };
    body: undefined;
    data: {
      "items": ReaderView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Name a reader before its device registers */
  "POST /admin/v1/readers": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: ReaderBody;
    data: ReaderView;
  };
  /** One reader */
  "GET /admin/v1/readers/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: ReaderView;
  };
  /** Name and settings */
  "PATCH /admin/v1/readers/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: ReaderPatch;
    data: ReaderView;
  };
  /** Recorders by id or in another order */
  "GET /admin/v1/recorders": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": RecorderView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Add a recorder, or a camera that stands alone */
  "POST /admin/v1/recorders": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: RecorderBody;
    data: RecorderView;
  };
  /** One recorder */
  "GET /admin/v1/recorders/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: RecorderView;
  };
  /** Given values change; passwords have to be given anew where the host is another one */
  "PATCH /admin/v1/recorders/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: RecorderPatch;
    data: RecorderView;
  };
  /** Remove a recorder with its cameras; pictures of events stay */
  "DELETE /admin/v1/recorders/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Ask it by ONVIF for its channels: new ones become cameras, known ones get its addresses */
  "POST /admin/v1/recorders/{id}/discover": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: DiscoveredChannelsView;
  };
  /** What grows, how large it is, and for how long it is kept */
  "GET /admin/v1/retention": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: undefined;
    data: RetentionView;
  };
  /** Roles and their permissions */
  "GET /admin/v1/roles": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: undefined;
    data: RolesView;
  };
  /** All scheduled outputs, by id */
  "GET /admin/v1/scheduled-outputs": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": ScheduledOutputView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Make a scheduled output */
  "POST /admin/v1/scheduled-outputs": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: ScheduledOutputBody;
    data: ScheduledOutputView;
  };
  /** Get a scheduled output, and how far its devices are */
  "GET /admin/v1/scheduled-outputs/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: ScheduledOutputView;
  };
  /** Change a scheduled output; a list is replaced as a whole */
  "PATCH /admin/v1/scheduled-outputs/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: ScheduledOutputPatch;
    data: ScheduledOutputView;
  };
  /** Remove a scheduled output */
  "DELETE /admin/v1/scheduled-outputs/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** People, cards, doors, devices and levels by some letters, as far as the caller sees them */
  "GET /admin/v1/search": {
    path: Record<string, never>;
    query: {
      /** Part of a name, pin, card or serial number; upper and lower case are the same */
      "q": string;
      /** Items at most; 20 where it is left out */
      "limit"?: number;
    };
    body: undefined;
    data: FoundList;
  };
  /** Sign in; the session is in a cookie, or in the answer where token is true */
  "POST /admin/v1/session": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: SignInBody;
    data: SessionView;
  };
  /** Who is signed in, and what they may do */
  "GET /admin/v1/session": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: undefined;
    data: SessionView;
  };
  /** Sign out */
  "DELETE /admin/v1/session": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Give your password again: what cannot be undone is allowed for ten minutes */
  "POST /admin/v1/session/confirm": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: ConfirmBody;
    data: undefined;
  };
  /** Change your own password; your other sessions end */
  "PUT /admin/v1/session/password": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: PasswordBody;
    data: undefined;
  };
  /** What you choose for the console */
  "PATCH /admin/v1/session/preferences": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: PreferencesBody;
    data: SessionView;
  };
  /** Settings of the installation */
  "GET /admin/v1/settings": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: undefined;
    data: SettingsView;
  };
  /** Change settings */
  "PATCH /admin/v1/settings": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: SettingsBody;
    data: SettingsView;
  };
  /** Make another key for the vendor's QR codes and send it to devices */
  "POST /admin/v1/settings/qr-key/rotate": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: undefined;
    data: SettingsView;
  };
  /** How far the first run is, and where devices call */
  "GET /admin/v1/setup": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: undefined;
    data: SetupView;
  };
  /** The first run is over: nobody is led to it any more */
  "POST /admin/v1/setup/finish": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: undefined;
    data: SetupView;
  };
  /** Shifts by id */
  "GET /admin/v1/shifts": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": ShiftView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Make the shift of a department */
  "POST /admin/v1/shifts": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: ShiftBody;
    data: ShiftView;
  };
  /** One shift */
  "GET /admin/v1/shifts/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: ShiftView;
  };
  /** Change a shift; lists are replaced as a whole */
  "PATCH /admin/v1/shifts/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: ShiftPatch;
    data: ShiftView;
  };
  /** Remove a shift */
  "DELETE /admin/v1/shifts/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Simulators that were started here */
  "GET /admin/v1/simulators": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: undefined;
    data: SimulatorList;
  };
  /** Start a simulator that calls this gateway; 409 once a real device is approved */
  "POST /admin/v1/simulators": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: SimulatorBody;
    data: SimulatorView;
  };
  /** End a simulator, and forget it as a device */
  "DELETE /admin/v1/simulators/{sn}": {
    path: {
      "sn": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Do something at a simulator, as on its keyboard */
  "POST /admin/v1/simulators/{sn}/act": {
    path: {
      "sn": string;
    };
    query: Record<string, never>;
    body: SimulatorLineBody;
    data: SimulatorAnswerView;
  };
  /** Start a simulator again that has ended with the gateway */
  "POST /admin/v1/simulators/{sn}/start": {
    path: {
      "sn": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: SimulatorView;
  };
  /** What rooms can have, by name */
  "GET /admin/v1/space-facilities": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": SpaceFacilityView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Make a facility */
  "POST /admin/v1/space-facilities": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: SpaceFacilityBody;
    data: SpaceFacilityView;
  };
  /** One facility */
  "GET /admin/v1/space-facilities/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: SpaceFacilityView;
  };
  /** Name, number and remark */
  "PATCH /admin/v1/space-facilities/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: SpaceFacilityPatch;
    data: SpaceFacilityView;
  };
  /** Remove a facility that is not built in */
  "DELETE /admin/v1/space-facilities/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Reservations, those that begin first first */
  "GET /admin/v1/space-reservations": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
      /** Id of a room */
      "spaceId"?: string;
      /** Who has reserved or takes part */
      "pin"?: string;
      /** Those that are not over by then */
      "from"?: string;
      /** Those that have begun by then */
      "to"?: string;
      /** 0 to come, 1 running, 2 ended, 3 cancelled */
      "status"?: 0 | 1 | 2 | 3;
    };
    body: undefined;
    data: {
      "items": SpaceReservationView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Reserve a room */
  "POST /admin/v1/space-reservations": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: SpaceReservationBody;
    data: SpaceReservationView;
  };
  /** One reservation */
  "GET /admin/v1/space-reservations/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: SpaceReservationView;
  };
  /** Given values change; lists are replaced as a whole */
  "PATCH /admin/v1/space-reservations/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: SpaceReservationPatch;
    data: SpaceReservationView;
  };
  /** Remove a reservation; cancelling keeps it in the list */
  "DELETE /admin/v1/space-reservations/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Cancel it: nobody passes because of it any more */
  "POST /admin/v1/space-reservations/{id}/cancel": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: SpaceReservationView;
  };
  /** End it now: the room is free again */
  "POST /admin/v1/space-reservations/{id}/finish": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: SpaceReservationView;
  };
  /** Have a person take part */
  "PUT /admin/v1/space-reservations/{id}/persons/{pin}": {
    path: {
      "id": string;
      "pin": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Have a person take part no longer */
  "DELETE /admin/v1/space-reservations/{id}/persons/{pin}": {
    path: {
      "id": string;
      "pin": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** What can be ordered with a room, by name */
  "GET /admin/v1/space-services": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": SpaceServiceView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Make a service */
  "POST /admin/v1/space-services": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: SpaceServiceBody;
    data: SpaceServiceView;
  };
  /** One service */
  "GET /admin/v1/space-services/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: SpaceServiceView;
  };
  /** Name and remark */
  "PATCH /admin/v1/space-services/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: SpaceServicePatch;
    data: SpaceServiceView;
  };
  /** Remove a service that is not built in */
  "DELETE /admin/v1/space-services/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Rooms by name */
  "GET /admin/v1/spaces": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
      /** Code of an area */
      "areaCode"?: string;
    };
    body: undefined;
    data: {
      "items": SpaceView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Make a room */
  "POST /admin/v1/spaces": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: SpaceBody;
    data: SpaceView;
  };
  /** One room */
  "GET /admin/v1/spaces/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: SpaceView;
  };
  /** Given values change; lists are replaced as a whole */
  "PATCH /admin/v1/spaces/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: SpacePatch;
    data: SpaceView;
  };
  /** Remove a room with its reservations */
  "DELETE /admin/v1/spaces/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Make a secret address for calendar programs; the one before ends */
  "POST /admin/v1/spaces/{id}/calendar": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: SpaceCalendarView;
  };
  /** End its secret address for calendar programs */
  "DELETE /admin/v1/spaces/{id}/calendar": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Its reservations as iCalendar (RFC 5545) */
  "GET /admin/v1/spaces/{id}/calendar.ics": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** The site in numbers */
  "GET /admin/v1/statistics": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: undefined;
    data: StatisticsView;
  };
  /** Alarms by when they began, by door or by kind; beyond the last day with the permission report */
  "GET /admin/v1/statistics/alarms": {
    path: Record<string, never>;
    query: {
      /** Where it begins, by the clock of the site; left out = a usual time before the end */
      "from"?: string;
      /** Where it ends: a day with all of it; left out = now */
      "to"?: string;
      /** hour: a row for each hour; door, kind: a number for each of them; left out = hour */
      "by"?: "hour" | "door" | "kind";
      /** So many doors or kinds; all others are one; left out = 20 */
      "top"?: number;
    };
    body: undefined;
    data: CountsView;
  };
  /** Events by hour, day or hour of the week, for each outcome, door, code and so on; beyond the last day with the permission report */
  "GET /admin/v1/statistics/events": {
    path: Record<string, never>;
    query: {
      /** Where it begins, by the clock of the site; left out = a usual time before the end */
      "from"?: string;
      /** Where it ends: a day with all of it; left out = now */
      "to"?: string;
      /** A row for each hour, each day, or each of the 168 hours of the week; left out = hour */
      "step"?: "hour" | "day" | "weekhour";
      /** What the numbers of a row are for; left out = outcome */
      "by"?: "outcome" | "family" | "door" | "sn" | "eventNo" | "area";
      /** So many keys, those with the most events; all others are one; left out = 20 */
      "top"?: number;
      /** Only events with this outcome */
      "outcome"?: "granted" | "refused" | "alarm" | "other";
      /** Only of this device */
      "sn"?: string;
      /** Only of this door */
      "doorId"?: string;
      /** Only at devices of this area and those below it */
      "areaCode"?: string;
    };
    body: undefined;
    data: CountsView;
  };
  /** People who have not come for some days, by pin; or cards that nobody used, by number */
  "GET /admin/v1/statistics/idle": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** No event for so many days; left out = 90 */
      "days"?: number;
      /** persons: who has not come; cards: which nobody used; left out = persons */
      "of"?: "persons" | "cards";
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": IdleView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** How many people were in each zone; beyond the last day with the permission report */
  "GET /admin/v1/statistics/occupancy": {
    path: Record<string, never>;
    query: {
      /** Where it begins, by the clock of the site; left out = a usual time before the end */
      "from"?: string;
      /** Where it ends: a day with all of it; left out = now */
      "to"?: string;
      /** Only this zone; left out = all that are seen, 20 at most */
      "zoneId"?: string;
    };
    body: undefined;
    data: OccupancyView;
  };
  /** What happens, as it happens: server-sent events hello, batch, reset and bye */
  "GET /admin/v1/stream": {
    path: Record<string, never>;
    query: {
      /** What is wanted, with commas; left out = all: event, door, device, command, alarm, sync, person, visit, inside */
      "topics"?: string;
      /** Position behind which to continue: X-Position of a list, id of the last message; left out = from now on */
      "after"?: string;
    };
    body: undefined;
    data: string;
  };
  /** All super user rules, by id */
  "GET /admin/v1/super-user-rules": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": SuperUserRuleView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Make a super user rule */
  "POST /admin/v1/super-user-rules": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: SuperUserRuleBody;
    data: SuperUserRuleView;
  };
  /** Get a super user rule, and how far its devices are */
  "GET /admin/v1/super-user-rules/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: SuperUserRuleView;
  };
  /** Change a super user rule; a list is replaced as a whole */
  "PATCH /admin/v1/super-user-rules/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: SuperUserRulePatch;
    data: SuperUserRuleView;
  };
  /** Remove a super user rule */
  "DELETE /admin/v1/super-user-rules/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Give people to devices once more: from here, or first from one of them */
  "POST /admin/v1/sync": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: SyncRunBody;
    data: SyncRunView;
  };
  /** Look whether a template can be one, and who would read it; nothing is kept */
  "POST /admin/v1/templates/check": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: TemplateCheckBody;
    data: TemplateCheckView;
  };
  /** Time zones */
  "GET /admin/v1/time-zones": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": TimeZoneView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Make a time zone */
  "POST /admin/v1/time-zones": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: TimeZoneBody;
    data: TimeZoneView;
  };
  /** One time zone */
  "GET /admin/v1/time-zones/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: TimeZoneView;
  };
  /** Name or periods; periods are replaced as a whole */
  "PATCH /admin/v1/time-zones/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: TimeZonePatch;
    data: TimeZoneView;
  };
  /** Remove a time zone that no level uses */
  "DELETE /admin/v1/time-zones/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** All verification schedules, by id */
  "GET /admin/v1/verification-schedules": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": VerificationScheduleView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Make a verification schedule */
  "POST /admin/v1/verification-schedules": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: VerificationScheduleBody;
    data: VerificationScheduleView;
  };
  /** Get a verification schedule, and how far its devices are */
  "GET /admin/v1/verification-schedules/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: VerificationScheduleView;
  };
  /** Change a verification schedule; a list is replaced as a whole */
  "PATCH /admin/v1/verification-schedules/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: VerificationSchedulePatch;
    data: VerificationScheduleView;
  };
  /** Remove a verification schedule */
  "DELETE /admin/v1/verification-schedules/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** The caller's views, and those that others share */
  "GET /admin/v1/views": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
      /** Only of this page */
      "page"?: string;
    };
    body: undefined;
    data: {
      "items": SavedViewView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Keep filters under a name */
  "POST /admin/v1/views": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: SavedViewBody;
    data: SavedViewView;
  };
  /** One view */
  "GET /admin/v1/views/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: SavedViewView;
  };
  /** Given values change; only the caller's own */
  "PATCH /admin/v1/views/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: SavedViewPatch;
    data: SavedViewView;
  };
  /** Remove one of the caller's own */
  "DELETE /admin/v1/views/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Certificates whose bearers are not let in, as they came; q also finds the whole number of a certificate */
  "GET /admin/v1/visitor-block-list": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": BlockView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Put somebody on the block list; a visitor who is inside is signed out */
  "POST /admin/v1/visitor-block-list": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: BlockBody;
    data: BlockView;
  };
  /** One of them */
  "GET /admin/v1/visitor-block-list/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: BlockView;
  };
  /** Whose it is, and why */
  "PATCH /admin/v1/visitor-block-list/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: BlockPatch;
    data: BlockView;
  };
  /** Remove an entry from the block list */
  "DELETE /admin/v1/visitor-block-list/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** All levels of visitors, by id */
  "GET /admin/v1/visitor-levels": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": VisitorLevelView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Make a level of visitors */
  "POST /admin/v1/visitor-levels": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: VisitorLevelBody;
    data: VisitorLevelView;
  };
  /** Get a level of visitors */
  "GET /admin/v1/visitor-levels/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: VisitorLevelView;
  };
  /** Given values change; places are replaced as a whole */
  "PATCH /admin/v1/visitor-levels/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: VisitorLevelPatch;
    data: VisitorLevelView;
  };
  /** Remove a level of visitors, from everybody who has it */
  "DELETE /admin/v1/visitor-levels/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Who has it, by pin */
  "GET /admin/v1/visitor-levels/{id}/persons": {
    path: {
      "id": string;
    };
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": MemberView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Grant it to some and take it from others; one who is refused does not keep the others */
  "POST /admin/v1/visitor-levels/{id}/persons": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: MembersBody;
    data: MembersView;
  };
  /** Grant it to a person */
  "PUT /admin/v1/visitor-levels/{id}/persons/{pin}": {
    path: {
      "id": string;
      "pin": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Take it from a person */
  "DELETE /admin/v1/visitor-levels/{id}/persons/{pin}": {
    path: {
      "id": string;
      "pin": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Reservations in the order of their making */
  "GET /admin/v1/visitor-reservations": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
      /** Only for visits at some time of this day */
      "day"?: string;
      /** Only visitors who have not come, or only those who have */
      "status"?: "expected" | "come";
    };
    body: undefined;
    data: {
      "items": ReservationView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Expect a visitor */
  "POST /admin/v1/visitor-reservations": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: ReservationBody;
    data: ReservationView;
  };
  /** One reservation */
  "GET /admin/v1/visitor-reservations/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: ReservationView;
  };
  /** Expect the visitor no longer */
  "DELETE /admin/v1/visitor-reservations/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** The visitor has come; `startTime` now lets in who is early */
  "POST /admin/v1/visitor-reservations/{id}/register": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: ArrivalBody;
    data: VisitView;
  };
  /** Everybody who has ever been registered, by pin; q also finds the whole number of a certificate */
  "GET /admin/v1/visitors": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
      /** Only those who are inside, or only others */
      "inside"?: "true" | "false";
      /** Only by this number of a certificate */
      "certNumber"?: string;
      /** Only with this in their names */
      "name"?: string;
    };
    body: undefined;
    data: {
      "items": VisitorView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** One visitor */
  "GET /admin/v1/visitors/{pin}": {
    path: {
      "pin": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: VisitorView;
  };
  /** Given values change; visits keep those of their time */
  "PATCH /admin/v1/visitors/{pin}": {
    path: {
      "pin": string;
    };
    query: Record<string, never>;
    body: VisitorPatch;
    data: VisitorView;
  };
  /** Remove a visitor who has signed out, with all photos; the history of visits stays or is erased: `history=erase` needs the permission erase of an operator, and the password again */
  "DELETE /admin/v1/visitors/{pin}": {
    path: {
      "pin": string;
    };
    query: {
      /** What becomes of visits, reservations, and names in events; left out = keep */
      "history"?: "keep" | "erase";
    };
    body: undefined;
    data: undefined;
  };
  /** Visits, newest first; q also finds the whole number of a certificate or of a QR code */
  "GET /admin/v1/visits": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
      /** Only visits that have ended, or only those that have not */
      "ended"?: "true" | "false";
      /** Only of this visitor */
      "pin"?: string;
      /** Only to this person */
      "hostPin"?: string;
      /** Only by this number of a certificate */
      "certNumber"?: string;
      /** Only visitors with this in their names */
      "name"?: string;
      /** Begun not before */
      "from"?: string;
      /** Begun not after */
      "to"?: string;
      /** Only visits that are on at some time of this day */
      "day"?: string;
      /** Only these */
      "status"?: "on" | "overdue" | "ended";
    };
    body: undefined;
    data: {
      "items": VisitView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Register a visitor who has come */
  "POST /admin/v1/visits": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: VisitBody;
    data: VisitView;
  };
  /** One visit */
  "GET /admin/v1/visits/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: VisitView;
  };
  /** From when and until when it lasts, and where it leads; while it is on */
  "PATCH /admin/v1/visits/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: VisitPatchBody;
    data: VisitView;
  };
  /** Sign the visitor out */
  "POST /admin/v1/visits/{id}/exit": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: VisitView;
  };
  /** A photo that was taken at the entrance, as JPEG, whole or as a square of `size` */
  "GET /admin/v1/visits/{id}/photo": {
    path: {
      "id": string;
    };
    query: {
      /** Which of its photos; left out = face */
      "kind"?: "face" | "cert" | "signature" | "enterGoods";
      /** A square of so many pixels; left out = the photo as it is */
      "size"?: 64 | 256;
    };
    body: undefined;
    data: undefined;
  };
  /** A QR code of the visitor, good for a short while; it ends the one before */
  "GET /admin/v1/visits/{id}/qr": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: VisitCodeView;
  };
  /** Webhooks, without their secrets */
  "GET /admin/v1/webhooks": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": WebhookView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Make a webhook: messages are sent from now on, or from a position on */
  "POST /admin/v1/webhooks": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: WebhookBody;
    data: NewWebhookView;
  };
  /** One webhook */
  "GET /admin/v1/webhooks/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: WebhookView;
  };
  /** Given values change; headers are replaced as a whole */
  "PATCH /admin/v1/webhooks/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: WebhookPatch;
    data: WebhookView;
  };
  /** Remove a webhook and what is known of its messages */
  "DELETE /admin/v1/webhooks/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Messages that were sent, the newest first; none has its text */
  "GET /admin/v1/webhooks/{id}/deliveries": {
    path: {
      "id": string;
    };
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** delivered, pending (to be sent again) or dead (given up) */
      "status"?: "delivered" | "pending" | "dead";
      /** Type of message */
      "type"?: string;
    };
    body: undefined;
    data: {
      "items": DeliveryView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Send a message once more, now, with the same id */
  "POST /admin/v1/webhooks/{id}/deliveries/{position}/retry": {
    path: {
      "id": string;
      "position": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: DeliveryView;
  };
  /** Send nothing more; what is for it waits in the feed */
  "POST /admin/v1/webhooks/{id}/pause": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: WebhookView;
  };
  /** Send the messages between two positions or instants once more; it is done behind the answer */
  "POST /admin/v1/webhooks/{id}/replay": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: ReplayBody;
    data: ReplayView;
  };
  /** Go on, also after it was disabled */
  "POST /admin/v1/webhooks/{id}/resume": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: WebhookView;
  };
  /** Another secret; for a while messages are signed with the one before, too */
  "POST /admin/v1/webhooks/{id}/rotate": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: RotateBody;
    data: NewWebhookView;
  };
  /** Send a message of type postern.test now, and tell what came of it */
  "POST /admin/v1/webhooks/{id}/test": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: TestResultView;
  };
  /** All Wiegand formats, by id */
  "GET /admin/v1/wiegand-formats": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": WiegandFormatView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Make a Wiegand format */
  "POST /admin/v1/wiegand-formats": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: WiegandFormatBody;
    data: WiegandFormatView;
  };
  /** Get a Wiegand format, and how far its devices are */
  "GET /admin/v1/wiegand-formats/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: WiegandFormatView;
  };
  /** Change a Wiegand format; a list is replaced as a whole */
  "PATCH /admin/v1/wiegand-formats/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: WiegandFormatPatch;
    data: WiegandFormatView;
  };
  /** Remove a Wiegand format */
  "DELETE /admin/v1/wiegand-formats/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Access zones by code */
  "GET /admin/v1/zones": {
    path: Record<string, never>;
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": ZoneView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Make an access zone */
  "POST /admin/v1/zones": {
    path: Record<string, never>;
    query: Record<string, never>;
    body: ZoneBody;
    data: ZoneView;
  };
  /** One access zone, by id or code */
  "GET /admin/v1/zones/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: ZoneView;
  };
  /** Name, code, readers; readers are replaced as a whole and count from now on */
  "PATCH /admin/v1/zones/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: ZonePatch;
    data: ZoneView;
  };
  /** Remove an access zone; its readers stay */
  "DELETE /admin/v1/zones/{id}": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Who is inside, by pin; phones for who may read all of a person */
  "GET /admin/v1/zones/{id}/persons": {
    path: {
      "id": string;
    };
    query: {
      /** Items at most */
      "limit"?: number;
      /** Where the last answer ended: its nextCursor */
      "cursor"?: string;
      /** Part of any text that the list shows; upper and lower case are the same */
      "q"?: string;
      /** Name of a field; with - before it the largest come first. Names sort as people write them */
      "sort"?: string;
      /** true: the answer has total, the number of all items that fit */
      "count"?: "true" | "false";
    };
    body: undefined;
    data: {
      "items": InsideView[];
      "nextCursor": string | null;
      /** Of all pages, where count=true was asked for */
      "total"?: number;
    };
  };
  /** Say that nobody is inside */
  "DELETE /admin/v1/zones/{id}/persons": {
    path: {
      "id": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Say that a person is inside */
  "PUT /admin/v1/zones/{id}/persons/{pin}": {
    path: {
      "id": string;
      "pin": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
  /** Record that a person is not inside */
  "DELETE /admin/v1/zones/{id}/persons/{pin}": {
    path: {
      "id": string;
      "pin": string;
    };
    query: Record<string, never>;
    body: undefined;
    data: undefined;
  };
}
