// Made from openapi/facade.json by `npm run openapi`; not edited by hand.

export type AddFixedVehicleParams = {
  /** Personnel ID */
  "pin": string;
  /** License plate */
  "carNumber": string;
  /** What was paid */
  "amount": string;
  /** Id of the parking area */
  "areaId": string;
  /** Id of the kind of car */
  "carTypeId": string;
  /** First day */
  "startTime": string;
  /** Last day */
  "endTime": string;
  /** Ids of the entrances that it may use */
  "entranceIds": string | string[];
  /** Id of its space; left out = any */
  "spaceId"?: string;
};

export type AddPlateParams = {
  /** Personnel ID */
  "pin": string;
  /** License plate */
  "carNumber": string;
  /** The plate of the person that becomes this one; empty = a further plate */
  "oldCarNumber"?: string;
};

export type AreaPersonsParams = {
  /** Area code */
  "code": string;
  /** Person numbers, at most 500 */
  "pins": string | string[];
};

export type AttAreaDto = {
  "id": string;
  "code": string;
  "name": string;
};

export type AttAreaPage = {
  /** Number of this page, from 0 */
  "page": number;
  /** Rows a page */
  "size": number;
  /** Rows in all */
  "total": number;
  /** Always 0 */
  "offset": number;
  /** Whether nothing follows */
  "lastPage": boolean;
  "data": AttAreaDto[];
};

export type AttLeaveParams = {
  /** Person number */
  "personPin": string;
  /** Remark */
  "remark"?: string;
  /** From */
  "startDatetime": string;
  /** Until; a date alone is its end */
  "endDatetime": string;
  /** Leave type number, of getLeaveTypeList */
  "leaveTypeNo": string;
  /** Path of a picture, of uploadLeaveImage */
  "leaveImagePath"?: string;
};

export type AttTransactionDto = {
  "id": string;
  /** The device's wall clock */
  "eventTime": string;
  "pin": string;
  "name": string;
  "lastName": string;
  "deptName": string;
  "areaName": string;
  "cardNo": string;
  /** Empty for a punch from an application */
  "devSn": string;
  "verifyModeName": string;
  /** Always null */
  "eventName": null;
  "eventPointName": string;
  "readerName": string;
  /** Code of the area of the device; null where there is none */
  "accZone": string | null;
  "devName": string;
  /** The device's index; -1 where no device has one */
  "logId": number;
};

export type AttTransactionPage = {
  /** Number of this page, from 0 */
  "page": number;
  /** Rows a page */
  "size": number;
  /** Rows in all */
  "total": number;
  /** Always 0 */
  "offset": number;
  /** Whether nothing follows */
  "lastPage": boolean;
  "data": AttTransactionDto[];
};

export type BioTemplateDto = {
  "id": string;
  "pin": string;
  /** The same as pin */
  "personId": string;
  /** 1: fingerprint */
  "bioType": number;
  /** Version of the algorithm */
  "version": string;
  /** Base64 */
  "template": string;
  /** Finger, 0 to 9 */
  "templateNo": string;
  "templateNoIndex": number;
  /** 1 common, 3 under duress */
  "validType": number;
};

export type BioTemplateParams = {
  /** Person number */
  "personId": string;
  /** 1 common, 3 under duress */
  "validType": string;
  /** Fingerprint template in base64 */
  "template": string;
  /** Finger, 0 to 9 from the left little one */
  "templateNo": number;
  /** Version of the algorithm; left out = 10 */
  "version"?: string;
};

export type BioTemplateV2Dto = {
  "id": string;
  "pin": string;
  /** The same as pin */
  "personId": string;
  /** 1: fingerprint */
  "bioType": number;
  /** Version of the algorithm */
  "version": string;
  /** Base64 */
  "template": string;
  /** Finger, 0 to 9 */
  "templateNo": string;
  "templateNoIndex": number;
  /** 1 common, 3 under duress */
  "validType": string;
};

export type CameraDto = {
  "id": string;
  "cameraName": string;
  "cameraType": string;
  /** 1 online, 0 not */
  "status": string;
  /** Number of the channel */
  "channel": string;
  /** Number of the make of its recorder */
  "parentType": string;
  /** Id of the recorder, and the channel */
  "channelCode": string;
  /** Id of the recorder */
  "vidParentDeviceId": string;
  /** What other calls know it by */
  "channelId": string;
};

export type CameraPage = {
  /** Number of this page, from 0 */
  "page": number;
  /** Rows a page */
  "size": number;
  /** Rows in all */
  "total": number;
  /** Always 0 */
  "offset": number;
  /** Whether nothing follows */
  "lastPage": boolean;
  "data": CameraDto[];
};

export type CarNumberParams = {
  /** License plate */
  "carNumber": string;
};

export type CardDto = {
  "pin": string;
  "cardNo": string;
  "cardType": string;
};

export type CardParams = {
  /** Person number */
  "pin": string;
  /** Card number, decimal */
  "cardNo": string;
  /** 0 the main card, 1 a further one */
  "cardType"?: number;
};

export type DepartmentDto = {
  "name": string;
  "code": string;
  "parentCode": string | null;
};

export type DepartmentListDto = {
  "name": string;
  "code": string;
  "parentCode": string | null;
  /** Place among its neighbours */
  "sortNo": number;
};

export type DepartmentListPage = {
  /** Number of this page, from 0 */
  "page": number;
  /** Rows a page */
  "size": number;
  /** Rows in all */
  "total": number;
  /** Always 0 */
  "offset": number;
  /** Whether nothing follows */
  "lastPage": boolean;
  "data": DepartmentListDto[];
};

export type DepartmentParams = {
  /** Department code */
  "code": string;
  /** Department name */
  "name"?: string;
  /** Code of the department above; empty = none */
  "parentCode"?: string;
  /** Place among its neighbours */
  "sortNo"?: number;
};

export type DetectFaceParams = {
  /** Photo, JPEG or PNG in base64 */
  "personPhoto": string;
};

export type DeviceDto = {
  "id": string;
  "sn": string;
  "name": string;
  /** Model */
  "type": string;
  /** 1 enabled, 0 disabled, whether online or not */
  "state": string;
  /** The same as state */
  "status": string;
  "module": string;
};

export type DevicePage = {
  /** Number of this page, from 0 */
  "page": number;
  /** Rows a page */
  "size": number;
  /** Rows in all */
  "total": number;
  /** Always 0 */
  "offset": number;
  /** Whether nothing follows */
  "lastPage": boolean;
  "data": DeviceDto[];
};

export type DeviceRtspDto = {
  /** Always 0 */
  "resultCode": string;
  "content": LiveUrlsDto;
};

export type DoorDto = {
  "id": string;
  "name": string;
  "deviceId": string;
};

export type DoorPage = {
  /** Number of this page, from 0 */
  "page": number;
  /** Rows a page */
  "size": number;
  /** Rows in all */
  "total": number;
  /** Always 0 */
  "offset": number;
  /** Whether nothing follows */
  "lastPage": boolean;
  "data": DoorDto[];
};

export type DoorStateDto = {
  "id": string;
  "name": string;
  "deviceId": string;
  /** 0 offline, 1 online, 2 disabled */
  "connect": string;
  /** unknown, no sensor, off or open; -1, 0, 1 or 2 where the token says so */
  "sensor": string;
  /** none, unknown, or what is wrong */
  "alarm": string;
  /** off, open or unknown */
  "relay": string;
  /** locked (the device has acknowledged a lock-down) or unknown; absent where there is none */
  "lockDown"?: string;
};

export type DoorTransactionDetailAnswer = {
  "ret": "ok";
  "msg": string;
  "i18nArgs": Record<string, unknown> | null;
  "success": boolean;
  "data": DoorTransactionDetailDto;
};

export type DoorTransactionDetailDto = {
  "id": string;
  "eventNo": number;
  "eventName": string;
  "eventTime": string;
  "doorName": string;
  "personPin": string;
  "personName": string;
  "areaName": string;
  "personLastName": string;
  /** "0" normal, "1" warning, "2" alarm */
  "eventLevel": string;
  "devName": string;
  "cardNo": string;
  "readerName": string;
  "verifyModeName": string;
};

export type DoorTransactionDto = {
  "id": string;
  "eventNo": number;
  "eventName": string;
  "eventTime": string;
  "doorName": string;
  "personPin": string;
  "personName": string;
  "areaName": string;
  "personLastName": string;
  /** "0" normal, "1" warning, "2" alarm */
  "eventLevel": string;
};

export type DoorTransactionsAnswer = {
  "ret": "ok";
  "msg": string;
  "i18nArgs": Record<string, unknown> | null;
  "success": boolean;
  "data": DoorTransactionDto[];
  /** From 1 */
  "page": number;
  "pageSize": number;
  "total": number;
};

export type DoorTransactionsParams = {
  /** Page number, from 1; left out = 1 */
  "pageNo"?: number;
  /** Rows a page, at most 1000; left out = 1000 */
  "pageSize"?: number;
  /** Page number; the manual has both names */
  "page"?: string;
  /** Serial number of the device */
  "devSn"?: string;
  /** From, inclusive */
  "startTime"?: string;
  /** To, inclusive */
  "endTime"?: string;
  /** Part of a name or of the person number */
  "filter"?: string;
  /** normal, warning or alarm */
  "type"?: string;
  /** Event number */
  "eventNo"?: number;
  /** Person number */
  "personPin"?: string;
};

export type EditAttPersonParams = {
  /** Person number */
  "personPin": string;
  /** Whether the working time of the person is recorded */
  "isAttendance"?: boolean;
  /** Role at attendance terminals: 0 user, 2 registrar, 6 administrator, 14 super administrator */
  "perDevAuth"?: 0 | 2 | 6 | 14;
  /** How the person verifies at attendance terminals; 0 = whichever way */
  "verifyMode"?: number;
};

export type EditInsPersonParams = {
  /** Person number */
  "personPin": string;
  /** 0 ordinary, 1 VIP, 2 blacklist: is not let in */
  "category"?: 0 | 1 | 2;
  /** Role at FaceKiosk devices: 0 user, 14 super administrator */
  "perDevAuth"?: 0 | 14;
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

export type ExtraDto = {
  "id": string;
  "name": string;
  "remark": string;
  /** It is built in, and cannot be deleted */
  "initFlag": boolean;
};

export type ExtraPage = {
  /** Number of this page, from 0 */
  "page": number;
  /** Rows a page */
  "size": number;
  /** Rows in all */
  "total": number;
  /** Always 0 */
  "offset": number;
  /** Whether nothing follows */
  "lastPage": boolean;
  "data": ExtraDto[];
};

export type ExtraParams = {
  /** Id of the service to change; empty or left out = a new one */
  "id"?: string;
  /** Name, one of its kind */
  "name": string;
  /** Remark */
  "remark"?: string;
};

export type FacilityDto = {
  "id": string;
  "name": string;
  "facilityNo": number;
  "remark": string;
  /** It is built in, and cannot be deleted */
  "initFlag": boolean;
};

export type FacilityPage = {
  /** Number of this page, from 0 */
  "page": number;
  /** Rows a page */
  "size": number;
  /** Rows in all */
  "total": number;
  /** Always 0 */
  "offset": number;
  /** Whether nothing follows */
  "lastPage": boolean;
  "data": FacilityDto[];
};

export type FacilityParams = {
  /** Id of the facility to change; empty or left out = a new one */
  "id"?: string;
  /** Name, one of its kind */
  "name": string;
  /** Number, greater than 19: those up to it are built in */
  "facilityNo": number;
  /** Remark */
  "remark"?: string;
};

export type FirstLastDto = {
  /** The same for one person and day, whatever comes later */
  "id": string;
  "pin": string;
  "name": string;
  "lastName": string;
  "readerNameIn": string;
  "firstInTime": string;
  /** Null while the person is still in */
  "readerNameOut": string | null;
  "lastOutTime": string | null;
  "deptCode": string;
  "deptName": string;
};

export type FirstLastPage = {
  /** Number of this page, from 0 */
  "page": number;
  /** Rows a page */
  "size": number;
  /** Rows in all */
  "total": number;
  /** Always 0 */
  "offset": number;
  /** Whether nothing follows */
  "lastPage": boolean;
  "data": FirstLastDto[];
};

export type FixedVehicleDto = {
  "carNumber": string | null;
  "pin": string | null;
  /** auth = it may come in as a fixed vehicle, noAuth = not */
  "auth": "auth" | "noAuth";
};

export type FixedVehicleQuery = {
  /** License plate */
  "carNumber"?: string;
  /** Personnel ID */
  "pin"?: string;
};

export type FloorDto = {
  "id": string;
  "floorNo": number;
  "name": string;
  "deviceId": string;
};

export type FloorPage = {
  /** Number of this page, from 0 */
  "page": number;
  /** Rows a page */
  "size": number;
  /** Rows in all */
  "total": number;
  /** Always 0 */
  "offset": number;
  /** Whether nothing follows */
  "lastPage": boolean;
  "data": FloorDto[];
};

export type GateDeviceDto = {
  "id": string;
  "sn": string;
  "name": string;
  /** Model */
  "type": string;
  /** 1 enabled, 0 disabled, whether online or not */
  "state": string;
  /** The same as state */
  "status": string;
  "module": string;
  /** 0 unknown, 1 tripod turnstile, 2 flap barrier, 3 swing barrier */
  "gateType": string;
};

export type GateDevicePage = {
  /** Number of this page, from 0 */
  "page": number;
  /** Rows a page */
  "size": number;
  /** Rows in all */
  "total": number;
  /** Always 0 */
  "offset": number;
  /** Whether nothing follows */
  "lastPage": boolean;
  "data": GateDeviceDto[];
};

export type GateDto = {
  "id": string;
  "name": string;
  "deviceId": string;
};

export type GatePage = {
  /** Number of this page, from 0 */
  "page": number;
  /** Rows a page */
  "size": number;
  /** Rows in all */
  "total": number;
  /** Always 0 */
  "offset": number;
  /** Whether nothing follows */
  "lastPage": boolean;
  "data": GateDto[];
};

export type GateReaderDto = {
  "id": string;
  "gateId": string;
  "name": string;
  "readerNo": number;
  /** 0 in, 1 out */
  "readerState": number;
};

export type GateReaderPage = {
  /** Number of this page, from 0 */
  "page": number;
  /** Rows a page */
  "size": number;
  /** Rows in all */
  "total": number;
  /** Always 0 */
  "offset": number;
  /** Whether nothing follows */
  "lastPage": boolean;
  "data": GateReaderDto[];
};

export type GateStateDto = {
  "id": string;
  "name": string;
  "deviceId": string;
  /** 0 offline, 1 online, 2 disabled */
  "connect": string;
  /** 0 no gate has reported, 1 online, 2 disabled, 3 locked down */
  "gateState": string;
  /** 0 none, 1 opened by accident, 2 tampering, 3 duress password, 4 duress finger, 5 both, 7 gate error, None unknown */
  "alarm": string;
  /** 0 off, 1 open to let out, 2 open to let in, None unknown */
  "relay": string;
  /** Infrared sensors, as the controller reports them */
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
};

export type HepTransactionDto = {
  /** Empty in the monitor */
  "id": string;
  "eventTime": string;
  "pin": string;
  "name": string;
  "lastName": string;
  "deptName": string;
  "areaName": string;
  /** Null without a card */
  "cardNo": string | null;
  "devSn": string;
  "verifyModeName": string;
  "eventName": string;
  "eventPointName": string;
  "readerName": string;
  "accZone": string | null;
  "devName": string;
  /** The device's index */
  "logId": number;
  /** The device's index, as text */
  "eventNumber": string;
  /** Path of the picture that was taken; null where none was */
  "photoPath": string | null;
  /** 0 without a mask, 1 with one, null where nobody looked */
  "maskFlag": string | null;
  "temperature": number | null;
  "status": "Normal" | "Abnormal" | "Unmeasured";
};

export type IdQuery = {
  /** Id */
  "id": string;
};

export type IdsParams = {
  /** Id, or several with commas */
  "id": string | string[];
};

export type InsidePersonDto = {
  "zoneId": string;
  "zoneName": string;
  "pin": string;
};

export type InsidePersonPage = {
  /** Number of this page, from 0 */
  "page": number;
  /** Rows a page */
  "size": number;
  /** Rows in all */
  "total": number;
  /** Always 0 */
  "offset": number;
  /** Whether nothing follows */
  "lastPage": boolean;
  "data": InsidePersonDto[];
};

export type IntrusionEventDto = {
  /** Always null */
  "sortName": null;
  /** Always null */
  "sortOrder": null;
  /** Always false */
  "equals": boolean;
  "id": string;
  /** Name of the panel */
  "deviceName": string;
  /** Where its message came from */
  "deviceIp": string;
  /** By the clock of the site */
  "eventTime": string;
  "eventName": string;
  "areaName": string;
  "partitionName": string;
  "pointName": string;
  "eventContent": string;
  /** Contact ID */
  "eventCid": string;
  "eventTypeName": string;
};

export type IntrusionEventPage = {
  /** Number of this page, from 0 */
  "page": number;
  /** Rows a page */
  "size": number;
  /** Rows in all */
  "total": number;
  /** Always 0 */
  "offset": number;
  /** Whether nothing follows */
  "lastPage": boolean;
  "data": IntrusionEventDto[];
};

export type LeaveImageParams = {
  /** JPEG, PNG, GIF or WebP as base64; or a form with the file */
  "base64Image": string;
};

export type LeaveParams = {
  /** Person number */
  "pin": string;
  /** Leaves on; without it today */
  "leaveDate"?: string;
  /** Kind of leave */
  "leaveType"?: string;
};

export type LeaveTypeDto = {
  "leaveTypeNo": string;
  "leaveTypeName": string;
};

export type LevelDoorParams = {
  /** Level name */
  "levelName": string;
  /** Door name */
  "doorName": string;
};

export type LevelDto = {
  "id": string;
  "name": string;
};

export type LevelPage = {
  /** Number of this page, from 0 */
  "page": number;
  /** Rows a page */
  "size": number;
  /** Rows in all */
  "total": number;
  /** Always 0 */
  "offset": number;
  /** Whether nothing follows */
  "lastPage": boolean;
  "data": LevelDto[];
};

export type LevelParams = {
  /** Level name */
  "name": string;
  /** Name of the time zone */
  "timeSegName"?: string;
  /** Name of the area */
  "areaName"?: string;
};

export type LevelPins = {
  /** Level id */
  "levelId": string;
  /** Person numbers, at most 500 */
  "pins": string | string[];
};

export type LiveUrlDto = {
  /** With a user name and a password in it */
  "rtspUrl": string;
  /** 1 main stream, 2 sub stream */
  "type": number;
  /** Number of the make of the recorder */
  "parentType": number;
};

export type LiveUrlsDto = {
  "rtspUrls": LiveUrlDto[];
};

export type MediaDto = {
  "id": string;
  "mediaName": string;
  "mediaSize": string;
  /** What the file is */
  "mediaSuffix": string;
  /** 1 picture, 2 video */
  "mediaType": string;
  /** Where the file is fetched */
  "mediaPath": string;
};

export type OvertimeParams = {
  /** Person number */
  "personPin": string;
  /** Remark */
  "remark"?: string;
  /** From */
  "startDatetime": string;
  /** Until; a date alone is its end */
  "endDatetime": string;
};

export type ParentDevDto = {
  "id": string;
  "ip": string;
  /** 1 online, 0 not */
  "status": string;
  "userName": string;
  /** Always empty: passwords are not handed out */
  "passWord": string;
  "port": string;
  /** Number of its make */
  "type": string;
};

export type ParentDevPage = {
  /** Number of this page, from 0 */
  "page": number;
  /** Rows a page */
  "size": number;
  /** Rows in all */
  "total": number;
  /** Always 0 */
  "offset": number;
  /** Whether nothing follows */
  "lastPage": boolean;
  "data": ParentDevDto[];
};

export type ParkRecordInDto = {
  "id": string;
  "parkAreaName": string;
  /** The same as parkAreaName */
  "parkingAreaName": string;
  /** Driver; empty = nobody that is known */
  "name": string;
  "carNumber": string;
  "carTypeName": string;
  "channelName": string;
  /** Where the channel leads: words in the list, the code (1 to 6) in the page */
  "channelState": string;
  /** What it was: words in the list, the code (1 to 12) in the page */
  "eventType": string;
  "checkInTime": string;
};

export type ParkRecordInPage = {
  /** Number of this page, from 0 */
  "page": number;
  /** Rows a page */
  "size": number;
  /** Rows in all */
  "total": number;
  /** Always 0 */
  "offset": number;
  /** Whether nothing follows */
  "lastPage": boolean;
  "data": ParkRecordInDto[];
};

export type ParkRecordOutDto = {
  "id": string;
  "parkAreaName": string;
  /** The same as parkAreaName */
  "parkingAreaName": string;
  /** Driver; empty = nobody that is known */
  "name": string;
  "carNumber": string;
  "carTypeName": string;
  "channelName": string;
  /** Where the channel leads: words in the list, the code (1 to 6) in the page */
  "channelState": string;
  /** What it was: words in the list, the code (1 to 12) in the page */
  "eventType": string;
  "checkOutTime": string;
  /** How long the car was there, "d HH:mm:ss"; "-" = not known */
  "parkingTime": string;
};

export type ParkRecordOutPage = {
  /** Number of this page, from 0 */
  "page": number;
  /** Rows a page */
  "size": number;
  /** Rows in all */
  "total": number;
  /** Always 0 */
  "offset": number;
  /** Whether nothing follows */
  "lastPage": boolean;
  "data": ParkRecordOutDto[];
};

export type ParkingAreaDto = {
  "id": string;
  "name": string;
  /** Id of the area above; empty at the top */
  "parentId": string;
};

export type ParkingAreaPage = {
  /** Number of this page, from 0 */
  "page": number;
  /** Rows a page */
  "size": number;
  /** Rows in all */
  "total": number;
  /** Always 0 */
  "offset": number;
  /** Whether nothing follows */
  "lastPage": boolean;
  "data": ParkingAreaDto[];
};

export type ParkingBillDto = {
  "carNumber": string;
  /** The bill, for payNotify */
  "recordId": string;
  /** temp, or fixed for a fixed vehicle within its days */
  "carAuth": "temp" | "fixed";
  /** What is to be paid now, in units of the currency with its decimals */
  "finalAmount": string;
  /** tempCharge, or fixedCharge for a fixed vehicle */
  "chargeType": "tempCharge" | "fixedCharge";
  "checkInTime": string;
  /** How long the car has been there, "d HH:mm:ss" */
  "parkingTime": string;
};

export type ParkingCarTypeDto = {
  "id": string;
  "Name": string;
  /** The same as Name */
  "name": string;
};

export type ParkingCarTypePage = {
  /** Number of this page, from 0 */
  "page": number;
  /** Rows a page */
  "size": number;
  /** Rows in all */
  "total": number;
  /** Always 0 */
  "offset": number;
  /** Whether nothing follows */
  "lastPage": boolean;
  "data": ParkingCarTypeDto[];
};

export type ParkingChannelDto = {
  "channelName": string;
  "channelId": string;
  /** The same as channelName */
  "name": string;
  /** The same as channelId */
  "id": string;
};

export type ParkingChannelPage = {
  /** Number of this page, from 0 */
  "page": number;
  /** Rows a page */
  "size": number;
  /** Rows in all */
  "total": number;
  /** Always 0 */
  "offset": number;
  /** Whether nothing follows */
  "lastPage": boolean;
  "data": ParkingChannelDto[];
};

export type ParkingChannelsDto = {
  "data": ParkingChannelDto[];
  /** Channels in all */
  "totalCount": number;
};

export type ParkingDiscountDto = {
  "discountName": string;
  /** 1 free, 2 amount, 3 minutes, 4 percent */
  "discountType": number;
  "discountId": string;
  /** How much, as a number */
  "content": string;
};

export type ParkingDiscountPage = {
  /** Number of this page, from 0 */
  "page": number;
  /** Rows a page */
  "size": number;
  /** Rows in all */
  "total": number;
  /** Always 0 */
  "offset": number;
  /** Whether nothing follows */
  "lastPage": boolean;
  "data": ParkingDiscountDto[];
};

export type ParkingEntranceDto = {
  "id": string;
  "name": string;
  /** Id of its parking area */
  "areaId": string;
};

export type ParkingEntrancePage = {
  /** Number of this page, from 0 */
  "page": number;
  /** Rows a page */
  "size": number;
  /** Rows in all */
  "total": number;
  /** Always 0 */
  "offset": number;
  /** Whether nothing follows */
  "lastPage": boolean;
  "data": ParkingEntranceDto[];
};

export type ParkingPaymentDto = {
  "carNumber": string;
  "recordId": string;
  "paymentType": string;
};

export type ParkingSpaceDto = {
  "id": string;
  "name": string;
  /** Id of its parking area */
  "areaId": string;
};

export type ParkingSpacePage = {
  /** Number of this page, from 0 */
  "page": number;
  /** Rows a page */
  "size": number;
  /** Rows in all */
  "total": number;
  /** Always 0 */
  "offset": number;
  /** Whether nothing follows */
  "lastPage": boolean;
  "data": ParkingSpaceDto[];
};

export type ParticipantDto = {
  "id": string;
  "pin": string;
  "name": string;
  "lastName": string;
};

export type PayNotifyParams = {
  /** License plate */
  "carNumber": string;
  /** How it was paid, as the caller names it */
  "paymentType": string;
  /** recordId of vehicleBilling */
  "recordId": string;
};

export type PersonLevels = {
  /** Person number; several, at most 500, are given the same levels */
  "pin": string | string[];
  /** Level ids */
  "levelIds": string | string[];
};

export type PersonListParams = {
  /** Page number, from 1 */
  "pageNo"?: number;
  /** Rows a page, at most 1000 */
  "pageSize"?: number;
  /** Person numbers with commas between them */
  "pins"?: string | string[];
  /** Department codes with commas between them */
  "deptCodes"?: string | string[];
  /** Part of the first name */
  "name"?: string;
  /** Part of the last name */
  "lastName"?: string;
};

export type PersonOwnPhotoDto = {
  "pin": string;
  "deptCode": string;
  "deptName": string;
  "name": string;
  "lastName": string;
  /** M, F or empty */
  "gender": string;
  "cardNo": string;
  "supplyCards": string;
  "birthday": string | null;
  "isSendMail": boolean;
  "mobilePhone": string;
  "carPlate": string | null;
  "email": string;
  "ssn": string | null;
  "accLevelIds": string | null;
  "accStartTime": string | null;
  "accEndTime": string | null;
  "certType": string;
  "certNumber": string;
  "hireDate": string | null;
  "isDisabled": boolean;
  "vislightPhotoPath": string;
  /** JPEG in base64; empty where there is none */
  "personPhoto": string;
};

export type PersonParams = {
  /** Person number */
  "pin": string;
  /** Photo, JPEG or PNG in base64 */
  "personPhoto"?: string;
  /** Department code; empty = the default department */
  "deptCode"?: string;
  /** First name */
  "name"?: string;
  /** Last name */
  "lastName"?: string;
  /** M or F */
  "gender"?: string;
  /** Main card, decimal; empty takes it away */
  "cardNo"?: string;
  /** Further cards with commas between them */
  "supplyCards"?: string | string[];
  /** Access levels with commas between their ids; replaces those the person has */
  "accLevelIds"?: string | string[];
  /** Access begins */
  "accStartTime"?: string;
  /** Access ends */
  "accEndTime"?: string;
  /** Date of birth */
  "birthday"?: string;
  /** Plates with commas between them */
  "carPlate"?: string;
  /** Number of the certificate */
  "certNumber"?: string;
  /** Kind of the certificate */
  "certType"?: string;
  /** Mail address */
  "email"?: string;
  /** Hired on */
  "hireDate"?: string;
  /** Whether access is forbidden */
  "isDisabled"?: boolean;
  /** Whether mails are sent */
  "isSendMail"?: boolean;
  /** Phone number */
  "mobilePhone"?: string;
  /** Password at a device */
  "personPwd"?: string;
  /** Social security number */
  "ssn"?: string;
};

export type PersonPhotoDto = {
  "pin": string;
  "deptCode": string;
  "deptName": string;
  "name": string;
  "lastName": string;
  /** M, F or empty */
  "gender": string;
  "cardNo": string;
  "supplyCards": string;
  "birthday": string | null;
  "isSendMail": boolean;
  "mobilePhone": string;
  "carPlate": string | null;
  "email": string;
  "ssn": string | null;
  "accLevelIds": string | null;
  "accStartTime": string | null;
  "accEndTime": string | null;
  "certType": string;
  "certNumber": string;
  "hireDate": string | null;
  "isDisabled": boolean;
  "vislightPhotoPath": string;
  /** JPEG in base64; empty where there is none */
  "personPhoto": string;
  /** JPEG in base64 */
  "vislightPhoto": string;
};

export type PersonPlateParams = {
  /** Personnel ID */
  "pin": string;
  /** License plate */
  "carNumber": string;
};

export type PersonRecordDto = {
  "pin": string;
  "deptCode": string;
  "deptName": string;
  "name": string;
  "lastName": string;
  /** M, F or empty */
  "gender": string;
  "cardNo": string;
  "supplyCards": string;
  "birthday": string | null;
  "isSendMail": boolean;
  "mobilePhone": string;
  "carPlate": string | null;
  "email": string;
  "ssn": string | null;
  "accLevelIds": string | null;
  "accStartTime": string | null;
  "accEndTime": string | null;
  "certType": string;
  "certNumber": string;
  "hireDate": string | null;
  "isDisabled": boolean;
  "vislightPhotoPath": string;
  /** JPEG in base64; empty where there is none */
  "personPhoto": string;
  /** JPEG in base64 */
  "vislightPhoto": string;
  "id": string;
  /** Always empty: passwords are not given away */
  "selfPwd": string;
  /** Always empty: passwords are not given away */
  "personPwd": string;
  "photoPath": string;
};

export type PersonRecordPage = {
  /** Number of this page, from 0 */
  "page": number;
  /** Rows a page */
  "size": number;
  /** Rows in all */
  "total": number;
  /** Always 0 */
  "offset": number;
  /** Whether nothing follows */
  "lastPage": boolean;
  "data": PersonRecordDto[];
};

export type PhotoParams = {
  /** Person number */
  "pin": string;
  /** Photo, JPEG or PNG in base64 */
  "personPhoto"?: string;
};

export type PidDto = {
  /** Milliseconds since 1970, for the next call */
  "timestamp": number;
  "pin": string;
  "devSn": string;
  "name": string;
  /** As the card has it: 1 male, 2 female */
  "gender": string;
  "nation": string;
  /** yyyyMMdd, as the card has it */
  "birthday": string;
  "address": string;
  "idCard": string;
  "issuer": string;
  "validInfo": string;
  /** The picture of the card, in base64; empty without */
  "photo": string;
  /** The picture that the device took, in base64; empty without */
  "livePhoto": string;
};

export type PinQuery = {
  /** Person number */
  "pin": string;
};

export type PosAccountDto = {
  "personPin": string;
  "personName": string;
  "personLastName": string;
  "accountNo": string;
  /** In the smallest unit */
  "balance": number;
  "posMoneyWallet": number;
  "posAllowanceWallet": number;
  "deptCode": string;
  "deptName": string;
  "accountType": number;
  "serialNum": number;
  "consumeSerailnum": number;
  /** 0 enabled, 1 disabled */
  "available": number;
  /** 0 no, 1 yes */
  "accountMember": number;
  "accountKindName": string;
};

export type PosTransactionDto = {
  "id": string;
  "posTime": string;
  "personPin": string;
  "personName": string;
  "personLastName": string;
  /** The card's own number at the tills */
  "sysCardNo": string;
  "cardStatus": "valid" | "lost" | "expired" | "stopped";
  "cardSerialNum": number;
  /** 0 = a department whose code is no number */
  "deptCode": number;
  "deptName": string;
  /** 0 = a card whose number is none */
  "card": number;
  /** 6 consumption, 8 replenishment, 9 correction, 10 count, 11 bookkeeping, 12 offline, 13 cancelled */
  "typeName": number;
  /** In the unit of the currency */
  "money": number;
  /** Of it from the subsidy */
  "subMoney": number;
  /** What is left */
  "balance": number;
  /** What is left of the subsidy */
  "subBalance": string;
  /** 1 fixed, 2 amount, 3 key, 4 count, 5 goods, 6 time, 7 bookkeeping, 8 manual, 9 device correction */
  "posMode": number;
  /** The same as posMode */
  "posModel": number;
  /** Code of the dining hall */
  "hallingCode": string;
  "hallingName": string;
  "mealCode": string;
  "mealName": string;
  "devSn": string;
  "devAlias": string;
  "devSerialNum": number;
};

export type PosTransactionPage = {
  /** Number of this page, from 0 */
  "page": number;
  /** Rows a page */
  "size": number;
  /** Rows in all */
  "total": number;
  /** Always 0 */
  "offset": number;
  /** Whether nothing follows */
  "lastPage": boolean;
  "data": PosTransactionDto[];
};

export type PosidTransactionDto = {
  "id": string;
  "personPin": string;
  "personName": string;
  "personLastName": string;
  "accountNo": string;
  /** As of listPosTransaction */
  "typeName": number;
  /** In the smallest unit */
  "money": number;
  /** What is left */
  "balance": number;
  "moneyWallet": number;
  "allowanceWallet": number;
  /** As posMode of listPosTransaction, and 10 system correction, 11 ordering, 12 smart */
  "posModel": number;
  "discount": number | null;
  "discountMoney": number;
  "consumeOrder": number;
  "deptCode": string;
  "deptName": string;
  "hallingCode": string;
  "hallingName": string;
  "mealCode": string;
  "mealName": string;
  "devSn": string;
  "accountSerial": number;
  "cardNo": string | null;
  /** Milliseconds since 1970, as text */
  "posTime": string;
  /** The same of when it was received */
  "createTime": string;
  "createrName": string;
  /** 1 device, 2 system, 3 correction, 4 WeChat, 5 Alipay, 6 offline */
  "logFlag": number;
};

export type PosidTransactionPage = {
  /** Number of this page, from 0 */
  "page": number;
  /** Rows a page */
  "size": number;
  /** Rows in all */
  "total": number;
  /** Always 0 */
  "offset": number;
  /** Whether nothing follows */
  "lastPage": boolean;
  "data": PosidTransactionDto[];
};

export type PsgMonitorDto = {
  /** The device's wall clock */
  "eventTime": string;
  "pin": string;
  "name": string;
  "lastName": string;
  "deptName": string;
  "areaName": string;
  "cardNo": string;
  "devSn": string;
  "verifyModeName": string;
  "eventName": string;
  "eventPointName": string;
  "readerName": string;
  "devName": string;
  /** The device's index; -1 for what the gateway itself noticed */
  "logId": number;
  "eventNo": number;
  /** 0 unknown, 1 tripod turnstile, 2 flap barrier, 3 swing barrier */
  "gateType": number;
  /** Always null: the vendor has not stored it yet */
  "id": string | null;
};

export type PsgTransactionDto = {
  "id": string;
  /** The device's wall clock */
  "eventTime": string;
  "pin": string;
  "name": string;
  "lastName": string;
  "deptName": string;
  "areaName": string;
  "cardNo": string;
  "devSn": string;
  "verifyModeName": string;
  "eventName": string;
  "eventPointName": string;
  "readerName": string;
  "devName": string;
  /** The device's index; -1 for what the gateway itself noticed */
  "logId": number;
  "eventNo": number;
  /** 0 unknown, 1 tripod turnstile, 2 flap barrier, 3 swing barrier */
  "gateType": number;
};

export type PsgTransactionPage = {
  /** Number of this page, from 0 */
  "page": number;
  /** Rows a page */
  "size": number;
  /** Rows in all */
  "total": number;
  /** Always 0 */
  "offset": number;
  /** Whether nothing follows */
  "lastPage": boolean;
  "data": PsgTransactionDto[];
};

export type ReaderDto = {
  "id": string;
  "doorId": string;
  "name": string;
  "readerNo": number;
  /** 0 in, 1 out */
  "readerState": number;
};

export type ReaderPage = {
  /** Number of this page, from 0 */
  "page": number;
  /** Rows a page */
  "size": number;
  /** Rows in all */
  "total": number;
  /** Always 0 */
  "offset": number;
  /** Whether nothing follows */
  "lastPage": boolean;
  "data": ReaderDto[];
};

export type Refusal = {
  /** Less than 0 */
  "code": number;
  /** What the manual says of the code */
  "message": string;
  /** What is wrong here, in words; not for programs */
  "detail": string;
  "data": Record<string, unknown> | null;
};

export type RegistrationParams = {
  /** Number of the person who is visited */
  "persPersonPin": string;
  /** Kind of the certificate: 2 national ID card, 3 passport, 4 driving licence, 5 work permit, 6 real-name card, 7 licence, 8 others */
  "certType": string;
  /** Number of the certificate */
  "certNum": string;
  /** Last name of the visitor */
  "visEmpLastName"?: string;
  /** Phone number of the visitor */
  "visitEmpPhone"?: string;
  /** Company of the visitor */
  "company"?: string;
  /** Why */
  "visitReason": string;
  /** Mail address of the visitor */
  "email"?: string;
  /** Plate of the visitor */
  "carPlate"?: string;
  /** Code of the department that is visited */
  "deptCode"?: string;
  /** Name of the visitor */
  "visEmpName": string;
  /** Number of visitors */
  "visitorCount": number;
  /** Begins */
  "startTime": string;
  /** Ends */
  "endTime": string;
  /** Card for the visit, decimal */
  "cardNo"?: string;
  /** Visitor levels with commas between their ids; without any those that every visitor gets */
  "visLevels"?: string | string[];
  /** M or F */
  "gender"?: string;
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

export type ReservationParams = {
  /** Number of the person who is visited */
  "persPersonPin": string;
  /** Kind of the certificate: 2 national ID card, 3 passport, 4 driving licence, 5 work permit, 6 real-name card, 7 licence, 8 others */
  "certType": string;
  /** Number of the certificate */
  "certNum": string;
  /** Last name of the visitor */
  "visEmpLastName"?: string;
  /** Phone number of the visitor */
  "visitEmpPhone"?: string;
  /** Company of the visitor */
  "company"?: string;
  /** Why */
  "visitReason": string;
  /** Mail address of the visitor */
  "email"?: string;
  /** Plate of the visitor */
  "carPlate"?: string;
  /** Code of the department that is visited */
  "deptCode"?: string;
  /** Name of the visitor */
  "visitEmpName": string;
  /** Begins */
  "visitDate": string;
  /** Ends */
  "visitEndDate": string;
};

export type RetRefusal = {
  "ret": "fail";
  /** What is wrong, in words; not for programs */
  "msg": string;
  /** Always null */
  "data": Record<string, unknown> | null;
  /** Always null */
  "i18nArgs": Record<string, unknown> | null;
};

export type RtspPlayBackDto = {
  /** Always empty: the addresses have it */
  "passWord": string;
  /** The first of the addresses */
  "rtspUrl": string;
  /** Id of the recorder */
  "vidParentDeviceId": string;
  "rtspUrls": RtspUrlDto[];
  /** Number of the make of the recorder */
  "type": string;
  /** The account in the addresses */
  "userName": string;
  /** Id of the recorder, and the channel */
  "channelCode": string;
};

export type RtspUrlDto = {
  /** With a user name and a password in it */
  "rtspUrl": string;
  /** 1 main stream, 2 sub stream */
  "type": number;
};

export type SignParams = {
  /** Person number */
  "personPin": string;
  /** Remark */
  "remark"?: string;
  /** When the punch would have been */
  "signDatetime": string;
};

export type SpaceDeviceDto = {
  "id": string;
  "sn": string;
  "name": string;
  /** Model */
  "type": string;
  /** 0 offline, 1 online, 2 disabled */
  "status": string;
  "module": string;
};

export type SpaceDevicePage = {
  /** Number of this page, from 0 */
  "page": number;
  /** Rows a page */
  "size": number;
  /** Rows in all */
  "total": number;
  /** Always 0 */
  "offset": number;
  /** Whether nothing follows */
  "lastPage": boolean;
  "data": SpaceDeviceDto[];
};

export type SpaceDto = {
  "id": string;
  "name": string;
  "picture": string;
  /** 0 free, 1 in use, 2 disabled */
  "status": string;
  /** Seats */
  "capacity": string;
  /** With commas */
  "spaceFacilityIds": string;
  /** With commas */
  "spaceDeviceIds": string;
  "authAreaName": string;
  "address": string;
  /** Id of the person in charge */
  "personId": string;
  "personPin": string;
  "personTel": string;
  "smartSpace": boolean;
  "remark": string;
  /** Minutes; empty = never */
  "retentionTime": string;
};

export type SpacePage = {
  /** Number of this page, from 0 */
  "page": number;
  /** Rows a page */
  "size": number;
  /** Rows in all */
  "total": number;
  /** Always 0 */
  "offset": number;
  /** Whether nothing follows */
  "lastPage": boolean;
  "data": SpaceDto[];
};

export type SpaceParams = {
  /** Id of the room to change; empty or left out = a new one */
  "id"?: string;
  /** Name, one of its kind */
  "name": string;
  /** Picture: its address */
  "picture"?: string;
  /** 0 free, 1 in use, 2 disabled; whether it is in use is told by the time */
  "status"?: 0 | 1 | 2;
  /** Seats */
  "capacity": number;
  /** Ids of its facilities, with commas */
  "spaceFacilityIds"?: string | string[];
  /** Ids of the devices at its doors, with commas */
  "spaceDeviceIds": string | string[];
  /** Where it is */
  "address"?: string;
  /** The person in charge */
  "personPin": string;
  /** Telephone of the person in charge */
  "personTel"?: string;
  /** It is a smart room */
  "smartSpace"?: boolean;
  /** Remark */
  "remark"?: string;
  /** Minutes after which a room that nobody came to is given back; empty = never */
  "retentionTime"?: 15 | 30 | 45 | 60;
};

export type SpaceReservationDetailDto = {
  "id": string;
  "subject": string;
  "content": string;
  "spaceId": string;
  "spaceName": string;
  "spaceAddress": string;
  /** From then on participants may pass */
  "startSignInDateTime": string;
  "startTime": string;
  "endTime": string;
  /** Minutes before the beginning */
  "startSignInTime": number;
  "applyPersonId": string;
  "applyPersonPin": string;
  "applyPersonName": string;
  "applyPersonLastName": string;
  "applyPersonEmail": string;
  /** With commas */
  "serviceIds": string;
  /** 0 to come, 1 running, 2 ended, 3 cancelled */
  "reservationStatus": number;
  /** 5m 15m 30m 1h 1d; empty = never */
  "remindTime": string;
  /** Ids of the persons who take part, with commas */
  "participantIds": string;
};

export type SpaceReservationDto = {
  "id": string;
  "subject": string;
  "content": string;
  "spaceId": string;
  "spaceName": string;
  "spaceAddress": string;
  /** From then on participants may pass */
  "startSignInDateTime": string;
  "startTime": string;
  "endTime": string;
  /** Minutes before the beginning */
  "startSignInTime": number;
  "applyPersonId": string;
  "applyPersonPin": string;
  "applyPersonName": string;
  "applyPersonLastName": string;
  "applyPersonEmail": string;
  /** With commas */
  "serviceIds": string;
  /** 0 to come, 1 running, 2 ended, 3 cancelled */
  "reservationStatus": number;
  /** 5m 15m 30m 1h 1d; empty = never */
  "remindTime": string;
};

export type SpaceReservationPage = {
  /** Number of this page, from 0 */
  "page": number;
  /** Rows a page */
  "size": number;
  /** Rows in all */
  "total": number;
  /** Always 0 */
  "offset": number;
  /** Whether nothing follows */
  "lastPage": boolean;
  "data": SpaceReservationDto[];
};

export type SpaceReservationParams = {
  /** Id of the reservation to change; empty or left out = a new one */
  "id"?: string;
  /** Subject */
  "subject"?: string;
  /** Who reserves */
  "applyPersonPin": string;
  /** Mail address of who reserves; empty = that of the person */
  "applyPersonEmail"?: string;
  /** What it is about */
  "content"?: string;
  /** Beginning */
  "startTime"?: string;
  /** End */
  "endTime"?: string;
  /** Minutes before the beginning from which on participants may pass the door */
  "startSignInTime"?: 0 | 5 | 15 | 30;
  /** Ids of the persons who take part, with commas */
  "participantIds": string | string[];
  /** Id of the room */
  "spaceId": string;
  /** Ids of the services that are wanted, with commas */
  "serviceIds"?: string | string[];
  /** When people are reminded: 5m 15m 30m 1h 1d before; empty = never */
  "remindTime"?: string;
};

export type SyncPersonParams = {
  /** Serial number of the device */
  "devSn": string;
  /** Person number */
  "personPin": string;
};

export type TransactionDto = {
  "id": string;
  /** The device's wall clock */
  "eventTime": string;
  "pin": string;
  "name": string;
  "lastName": string;
  "deptName": string;
  "areaName": string;
  "cardNo": string;
  "devSn": string;
  "verifyModeName": string;
  "eventName": string;
  "eventPointName": string;
  "readerName": string;
  /** Access zone that was entered, else that was left */
  "accZone": string | null;
  "devName": string;
  /** The device's index; -1 for what the gateway itself noticed */
  "logId": number;
  "eventNo": number;
  /** 0 normal, 1 warning, 2 alarm */
  "eventLevel": number;
  "doorName": string;
  "capturePhotoBase64": string;
};

export type TransactionIdQuery = {
  /** Transaction id */
  "id": string;
};

export type TransactionPage = {
  /** Number of this page, from 0 */
  "page": number;
  /** Rows a page */
  "size": number;
  /** Rows in all */
  "total": number;
  /** Always 0 */
  "offset": number;
  /** Whether nothing follows */
  "lastPage": boolean;
  "data": TransactionDto[];
};

export type TransactionPageAnswer = {
  "ret": "ok";
  "msg": string;
  "i18nArgs": Record<string, unknown> | null;
  "success": boolean;
  "data": TransactionPage;
};

export type TransactionRowDto = {
  "id": string;
  /** The device's wall clock */
  "eventTime": string;
  "pin": string;
  "name": string;
  "lastName": string;
  "deptName": string;
  "areaName": string;
  "cardNo": string;
  "devSn": string;
  "verifyModeName": string;
  "eventName": string;
  "eventPointName": string;
  "readerName": string;
  /** Access zone that was entered, else that was left */
  "accZone": string | null;
  "devName": string;
  /** The device's index; -1 for what the gateway itself noticed */
  "logId": number;
  "eventNo": number;
  /** 0 normal, 1 warning, 2 alarm */
  "eventLevel": number;
  "doorName": string;
  "capturePhotoBase64": string;
  /** 0 entry, 1 exit; null where no reader has a part in it */
  "readerState": number | null;
  /** Number of the door on its device; null where it is none */
  "doorNumber": number | null;
};

export type TransactionRowPage = {
  /** Number of this page, from 0 */
  "page": number;
  /** Rows a page */
  "size": number;
  /** Rows in all */
  "total": number;
  /** Always 0 */
  "offset": number;
  /** Whether nothing follows */
  "lastPage": boolean;
  "data": TransactionRowDto[];
};

export type VideoItemDto = {
  "startTime": string;
  "endTime": string;
  /** PLAN: recorders do not tell by ONVIF what made them record */
  "type": string;
};

export type VideoListDto = {
  /** Oldest first */
  "videoItemList": VideoItemDto[];
};

export type VisitRecordDto = {
  "id": string;
  /** Number of the person who is visited */
  "persPersonPin": string;
  "certType": number;
  "certNum": string;
  /** Name of the visitor */
  "visEmpName": string;
  "visitEmpPhone": string;
  "company": string;
  "visitReason": string;
  "visitorCount": number;
  "startTime": string;
  /** When the visitor left; null while the visit is on */
  "endTime": string | null;
  "cardNo": string;
  /** Levels with commas between their ids */
  "visLevels": string | null;
  /** Path of the photo */
  "facePhoto": string | null;
  /** Path of the photo */
  "certPhoto": string | null;
  /** Path of the photo */
  "signaturePhoto": string | null;
  "enterPlaceId": string | null;
  "email": string;
  "visEmpLastName": string;
  "carPlate": string;
  /** Path of the photo */
  "enterGoodsPhoto": string | null;
  /** Code of the department that is visited */
  "deptCode": string | null;
  /** Number of the visitor */
  "visEmpPin": string;
  /** Name of the department of the person who is visited */
  "visitedEmpDept": string;
};

export type VisitorCodeQuery = {
  /** Number of the visitor */
  "pin": string;
};

export type VisitorDto = {
  "id": string;
  "pin": string;
  "name": string;
  "lastName": string | null;
  "certType": string;
  "certNumber": string;
  "company": string;
  "carPlate": string;
  "phone": string;
  "email": string;
  /** Always null: nothing is known of it */
  "status": string | null;
  /** Not on the block list */
  "enabled": boolean;
  /** Always null: nobody asks for it */
  "nationality": string | null;
  /** M, F or empty */
  "gender": string;
};

/** Every call, by verb and path. */
export interface Calls {
  /** Who is inside one access zone (API manual v1.2:2.2.6.1) */
  "GET /api/accAdvanced/getWhoIsInsideByZone": {
    params: {
      /** Code of the access zone, or its id */
      "code": string;
    };
    data: InsidePersonDto[];
    refusals: -1 | -80 | -83;
  };
  /** Who is inside one access zone (another form of GET /api/accAdvanced/getWhoIsInsideByZone) (API manual v1.2:2.2.6.1) */
  "GET /api/accAdvanced/getWhoIsInsideByZone/{code}": {
    params: {
      /** Code of the access zone, or its id */
      "code": string;
    };
    data: InsidePersonDto[];
    refusals: -1 | -80 | -83;
  };
  /** Who is inside, zone by zone (API manual v1.2:2.2.6.2) */
  "POST /api/accAdvanced/getWhoIsInsideByZoneList": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
      /** Code of an access zone, or its id; left out = all */
      "code"?: string;
    };
    data: InsidePersonPage;
    refusals: -1 | -80 | -90 | -91 | -92;
  };
  /** Who is inside, zone by zone (another form of POST /api/accAdvanced/getWhoIsInsideByZoneList) (API manual v1.2:2.2.6.2) */
  "GET /api/accAdvanced/getWhoIsInsideByZoneList": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
      /** Code of an access zone, or its id; left out = all */
      "code"?: string;
    };
    data: InsidePersonPage;
    refusals: -1 | -80 | -90 | -91 | -92;
  };
  /** Who is inside, zone by zone (another form of POST /api/accAdvanced/getWhoIsInsideByZoneList) (API manual v1.2:2.2.6.2) */
  "POST /api/accAdvanced/getWhoIsInsideZoneList": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
      /** Code of an access zone, or its id; left out = all */
      "code"?: string;
    };
    data: InsidePersonPage;
    refusals: -1 | -80 | -90 | -91 | -92;
  };
  /** Add or edit levels, by their names (API manual v1.2:2.2.4.11) */
  "POST /api/accLevel/addLevel": {
    params: (LevelParams[] | LevelParams);
    data: string[] | null;
    refusals: -1 | -24 | -80 | -83;
  };
  /** Add doors to levels, by their names (API manual v1.2:2.2.4.12) */
  "POST /api/accLevel/addLevelDoor": {
    params: (LevelDoorParams[] | LevelDoorParams);
    data: string[] | null;
    refusals: -1 | -24 | -46 | -47;
  };
  /** Give a person levels (API manual v1.2:2.2.4.13) */
  "POST /api/accLevel/addLevelPerson": {
    params: {
      /** Person number */
      "pin": string;
      /** Level ids with commas between them */
      "levelIds": string;
    };
    data: null;
    refusals: -1 | -22 | -24 | -40 | -42;
  };
  /** Take a person off levels (API manual 2.1.1) */
  "POST /api/accLevel/deleteLevel": {
    params: {
      /** Person number */
      "pin": string;
      /** Level ids with commas between them */
      "levelIds": string;
    };
    data: null;
    refusals: -1 | -22 | -24 | -41 | -42;
  };
  /** List the levels that a department gives to its people (API manual v1.2:2.2.4.6) */
  "GET /api/accLevel/getAccLevelListByDeptCode": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
      /** Department code */
      "deptCode": string;
    };
    data: LevelDto[];
    refusals: -1 | -10 | -13 | -90 | -91 | -92;
  };
  /** Get a level by its id (another form of GET /api/accLevel/getById/:id) (API manual 2.1.2) */
  "GET /api/accLevel/getById": {
    params: {
      /** Level id */
      "id": string;
    };
    data: LevelDto;
    refusals: -1 | -24 | -43;
  };
  /** Get a level by its id (API manual 2.1.2) */
  "GET /api/accLevel/getById/{id}": {
    params: {
      /** Level id */
      "id": string;
    };
    data: LevelDto;
    refusals: -1 | -24 | -43;
  };
  /** Get a level by its name (another form of GET /api/accLevel/getByName/:name) (API manual 2.1.3) */
  "GET /api/accLevel/getByName": {
    params: {
      /** Level name */
      "name": string;
    };
    data: LevelDto;
    refusals: -1 | -24;
  };
  /** Get a level by its name (API manual 2.1.3) */
  "GET /api/accLevel/getByName/{name}": {
    params: {
      /** Level name */
      "name": string;
    };
    data: LevelDto;
    refusals: -1 | -24;
  };
  /** List the levels (API manual 2.1.4) */
  "GET /api/accLevel/list": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
    };
    data: LevelDto[];
    refusals: -1 | -90 | -91 | -92;
  };
  /** Send a level to its devices again (API manual 2.1.5) */
  "POST /api/accLevel/syncLevel": {
    params: {
      /** Level id */
      "levelId": string;
    };
    data: null;
    refusals: -1 | -24 | -25 | -43;
  };
  /** Give a person levels and send them to the devices (API manual 2.1.6) */
  "POST /api/accLevel/syncPerson": {
    params: {
      /** Person number */
      "pin": string;
      /** Level ids with commas between them */
      "levelIds": string;
    };
    data: null;
    refusals: -1 | -22 | -24 | -40 | -42;
  };
  /** The account of a person (API manual v1.2:2.5.1.1) */
  "GET /api/account/getAccount": {
    params: {
      /** Person number */
      "personPin": string;
    };
    data: PosAccountDto;
    refusals: -1 | -20 | -22;
  };
  /** Add a picture or a video for screens, or replace the one of that name (API manual 2.6.1) */
  "POST /api/adMedia/add": {
    params: {
      /** Media name; as a field of the form or in the query */
      "mediaName"?: string;
    } & {
      /** A picture or a video */
      "File": string;
      "mediaName": string;
    };
    data: null;
    refusals: -1 | -71;
  };
  /** Delete a media by its name (another form of DELETE /api/adMedia/delete/:name) (API manual 2.6.2) */
  "POST /api/adMedia/delete": {
    params: {
      /** Media name */
      "name": string;
    };
    data: null;
    refusals: -1 | -70;
  };
  /** Delete a media by its name (another form of DELETE /api/adMedia/delete/:name) (API manual 2.6.2) */
  "DELETE /api/adMedia/delete": {
    params: {
      /** Media name */
      "name": string;
    };
    data: null;
    refusals: -1 | -70;
  };
  /** Delete a media by its name (API manual 2.6.2) */
  "DELETE /api/adMedia/delete/{name}": {
    params: {
      /** Media name */
      "name": string;
    };
    data: null;
    refusals: -1 | -70;
  };
  /** Delete a media by its name (another form of DELETE /api/adMedia/delete/:name) (API manual 2.6.2) */
  "POST /api/adMedia/delete/{name}": {
    params: {
      /** Media name */
      "name": string;
    };
    data: null;
    refusals: -1 | -70;
  };
  /** Get a media by its name (another form of GET /api/adMedia/get/:name) (API manual 2.6.3) */
  "GET /api/adMedia/get": {
    params: {
      /** Media name */
      "name": string;
    };
    data: MediaDto[];
    refusals: -1 | -70;
  };
  /** Get a media by its name (API manual 2.6.3) */
  "GET /api/adMedia/get/{name}": {
    params: {
      /** Media name */
      "name": string;
    };
    data: MediaDto[];
    refusals: -1 | -70;
  };
  /** Get an area by its code (another form of GET /api/attAreaPerson/area/get/:code) (API manual 2.7.1) */
  "GET /api/area/get": {
    params: {
      /** Area code */
      "code": string;
    };
    data: AttAreaDto;
    refusals: -1 | -80 | -83;
  };
  /** Get an area by its code (another form of GET /api/attAreaPerson/area/get/:code) (API manual 2.7.1) */
  "GET /api/area/get/{code}": {
    params: {
      /** Area code */
      "code": string;
    };
    data: AttAreaDto;
    refusals: -1 | -80 | -83;
  };
  /** List the areas (another form of GET /api/attAreaPerson/area/list) (API manual 2.7.2) */
  "GET /api/area/list": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
    };
    data: AttAreaDto[];
    refusals: -1 | -90 | -91 | -92;
  };
  /** Ask for leave (API manual 2.23.3) */
  "POST /api/attApply/applyLeave": {
    params: AttLeaveParams;
    data: null;
    refusals: -1 | -20 | -22 | -100 | -101;
  };
  /** Ask for overtime (API manual 2.23.2) */
  "POST /api/attApply/applyOvertime": {
    params: OvertimeParams;
    data: null;
    refusals: -1 | -20 | -22 | -100 | -101;
  };
  /** Ask for a punch that was forgotten (API manual 2.23.1) */
  "POST /api/attApply/applySign": {
    params: SignParams;
    data: null;
    refusals: -1 | -20 | -22 | -100;
  };
  /** How many minutes of work lie in a leave (API manual 2.23.6) */
  "POST /api/attApply/getApplyTimeLong": {
    params: AttLeaveParams;
    data: number;
    refusals: -1 | -20 | -22 | -100 | -101;
  };
  /** List the leave types (API manual 2.23.4) */
  "GET /api/attApply/getLeaveTypeList": {
    params: Record<string, never>;
    data: LeaveTypeDto[];
    refusals: -1;
  };
  /** Upload a picture for an application for leave (API manual 2.23.5) */
  "POST /api/attApply/uploadLeaveImage": {
    params: LeaveImageParams;
    data: string | null;
    refusals: -1 | -71;
  };
  /** Get an area by its code (another form of GET /api/attAreaPerson/area/get/:code) (API manual 2.7.1) */
  "GET /api/attAreaPerson/area/get": {
    params: {
      /** Area code */
      "code": string;
    };
    data: AttAreaDto;
    refusals: -1 | -80 | -83;
  };
  /** Get an area by its code (API manual 2.7.1) */
  "GET /api/attAreaPerson/area/get/{code}": {
    params: {
      /** Area code */
      "code": string;
    };
    data: AttAreaDto;
    refusals: -1 | -80 | -83;
  };
  /** List the areas (API manual 2.7.2) */
  "GET /api/attAreaPerson/area/list": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
    };
    data: AttAreaDto[];
    refusals: -1 | -90 | -91 | -92;
  };
  /** Take persons from the attendance terminals of an area (API manual 2.8.1) */
  "DELETE /api/attAreaPerson/delete": {
    params: AreaPersonsParams;
    data: null;
    refusals: -1 | -22 | -80 | -81 | -82 | -83;
  };
  /** Take persons from the attendance terminals of an area (another form of DELETE /api/attAreaPerson/delete) (API manual 2.8.1) */
  "POST /api/attAreaPerson/delete": {
    params: AreaPersonsParams;
    data: null;
    refusals: -1 | -22 | -80 | -81 | -82 | -83;
  };
  /** Give persons to the attendance terminals of an area (API manual 2.8.2) */
  "POST /api/attAreaPerson/set": {
    params: AreaPersonsParams;
    data: null;
    refusals: -1 | -22 | -80 | -81 | -82 | -83;
  };
  /** Say what a person is on attendance terminals (API manual 2.24.5) */
  "POST /api/attPerson/editAttPerson": {
    params: EditAttPersonParams;
    data: null;
    refusals: -1 | -20 | -22;
  };
  /** Say what a person is on FaceKiosk devices (API manual 2.27.1) */
  "POST /api/attPerson/editInsPerson": {
    params: EditInsPersonParams;
    data: null;
    refusals: -1 | -20 | -22;
  };
  /** Switch an auxiliary output off (In no manual; clients use it) */
  "POST /api/auxOut/remoteCloseByAuxOutById": {
    params: {
      /** Id of the auxiliary output */
      "id": string;
    };
    data: null;
    refusals: -1 | -103 | -104;
  };
  /** Switch an auxiliary output on, until it is switched off (In no manual; clients use it) */
  "POST /api/auxOut/remoteNormalOpenByAuxOutById": {
    params: {
      /** Id of the auxiliary output */
      "id": string;
    };
    data: null;
    refusals: -1 | -103 | -104;
  };
  /** Add or edit a fingerprint of a person (API manual 2.25.1) */
  "POST /api/bioTemplate/add": {
    params: BioTemplateParams;
    data: null;
    refusals: -1 | -20 | -22 | -31 | -32 | -33;
  };
  /** Delete all fingerprints of a person; with a templateNo that one (another form of POST /api/bioTemplate/delete/:pin) (API manual v1.2:2.1.4.3) */
  "POST /api/bioTemplate/delete": {
    params: {
      /** Person number */
      "pin": string;
      /** Finger, 0 to 9 */
      "templateNo"?: string;
    };
    data: null;
    refusals: -1 | -20 | -22 | -33 | -34;
  };
  /** Delete all fingerprints of a person; with a templateNo that one (another form of POST /api/bioTemplate/delete/:pin) (API manual v1.2:2.1.4.3) */
  "DELETE /api/bioTemplate/delete": {
    params: {
      /** Person number */
      "pin": string;
      /** Finger, 0 to 9 */
      "templateNo"?: string;
    };
    data: null;
    refusals: -1 | -20 | -22 | -33 | -34;
  };
  /** Delete all fingerprints of a person; with a templateNo that one (API manual v1.2:2.1.4.3) */
  "POST /api/bioTemplate/delete/{pin}": {
    params: {
      /** Person number */
      "pin": string;
      /** Finger, 0 to 9 */
      "templateNo"?: string;
    };
    data: null;
    refusals: -1 | -20 | -22 | -33 | -34;
  };
  /** Delete all fingerprints of a person; with a templateNo that one (another form of POST /api/bioTemplate/delete/:pin) (API manual v1.2:2.1.4.3) */
  "DELETE /api/bioTemplate/delete/{pin}": {
    params: {
      /** Person number */
      "pin": string;
      /** Finger, 0 to 9 */
      "templateNo"?: string;
    };
    data: null;
    refusals: -1 | -20 | -22 | -33 | -34;
  };
  /** Delete one fingerprint of a person (API manual v1.2:2.1.4.4) */
  "POST /api/bioTemplate/delete/{pin}/{templateNo}": {
    params: {
      /** Person number */
      "pin": string;
      /** Finger, 0 to 9 */
      "templateNo": string;
    };
    data: null;
    refusals: -1 | -20 | -22 | -33 | -34;
  };
  /** Delete one fingerprint of a person (another form of POST /api/bioTemplate/delete/:pin/:templateNo) (API manual v1.2:2.1.4.4) */
  "DELETE /api/bioTemplate/delete/{pin}/{templateNo}": {
    params: {
      /** Person number */
      "pin": string;
      /** Finger, 0 to 9 */
      "templateNo": string;
    };
    data: null;
    refusals: -1 | -20 | -22 | -33 | -34;
  };
  /** Delete all fingerprints of a person (another form of DELETE /api/bioTemplate/deleteById/:any) (API manual 2.25.3) */
  "DELETE /api/bioTemplate/deleteById": {
    params: {
      /** Person number */
      "pin": string;
    };
    data: null;
    refusals: -1 | -20 | -22 | -33 | -34;
  };
  /** Delete all fingerprints of a person (another form of DELETE /api/bioTemplate/deleteById/:any) (API manual 2.25.3) */
  "POST /api/bioTemplate/deleteById": {
    params: {
      /** Person number */
      "pin": string;
    };
    data: null;
    refusals: -1 | -20 | -22 | -33 | -34;
  };
  /** Delete all fingerprints of a person (API manual 2.25.3) */
  "DELETE /api/bioTemplate/deleteById/{any}": {
    params: {
      "any": string;
      /** Person number */
      "pin": string;
    };
    data: null;
    refusals: -1 | -20 | -22 | -33 | -34;
  };
  /** Delete all fingerprints of a person (another form of DELETE /api/bioTemplate/deleteById/:any) (API manual 2.25.3) */
  "POST /api/bioTemplate/deleteById/{any}": {
    params: {
      "any": string;
      /** Person number */
      "pin": string;
    };
    data: null;
    refusals: -1 | -20 | -22 | -33 | -34;
  };
  /** Delete all fingerprints of a person; with a templateNo that one (another form of POST /api/v2/bioTemplate/deleteByPin) (API manual v1.2:2.1.4.6) */
  "POST /api/bioTemplate/deleteByPin": {
    params: {
      /** Person number */
      "pin": string;
      /** Finger, 0 to 9 */
      "templateNo"?: string;
    };
    data: null;
    refusals: -1 | -20 | -22 | -33 | -34;
  };
  /** Delete all fingerprints of a person; with a templateNo that one (another form of POST /api/v2/bioTemplate/deleteByPin) (API manual v1.2:2.1.4.6) */
  "DELETE /api/bioTemplate/deleteByPin": {
    params: {
      /** Person number */
      "pin": string;
      /** Finger, 0 to 9 */
      "templateNo"?: string;
    };
    data: null;
    refusals: -1 | -20 | -22 | -33 | -34;
  };
  /** Delete all fingerprints of a person; with a templateNo that one (another form of POST /api/v2/bioTemplate/deleteByPin) (API manual v1.2:2.1.4.6) */
  "POST /api/bioTemplate/deleteByPin/{pin}": {
    params: {
      /** Person number */
      "pin": string;
      /** Finger, 0 to 9 */
      "templateNo"?: string;
    };
    data: null;
    refusals: -1 | -20 | -22 | -33 | -34;
  };
  /** Delete all fingerprints of a person; with a templateNo that one (another form of POST /api/v2/bioTemplate/deleteByPin) (API manual v1.2:2.1.4.6) */
  "DELETE /api/bioTemplate/deleteByPin/{pin}": {
    params: {
      /** Person number */
      "pin": string;
      /** Finger, 0 to 9 */
      "templateNo"?: string;
    };
    data: null;
    refusals: -1 | -20 | -22 | -33 | -34;
  };
  /** Delete one fingerprint of a person (another form of DELETE /api/bioTemplate/getFgListByPin/:pin) (API manual 2.25.2) */
  "DELETE /api/bioTemplate/deleteByPinAndTemplateNo": {
    params: {
      /** Person number */
      "pin": string;
      /** Finger, 0 to 9 */
      "templateNo"?: string;
    };
    data: null;
    refusals: -1 | -20 | -22 | -33 | -34;
  };
  /** Delete one fingerprint of a person (another form of DELETE /api/bioTemplate/getFgListByPin/:pin) (API manual 2.25.2) */
  "POST /api/bioTemplate/deleteByPinAndTemplateNo": {
    params: {
      /** Person number */
      "pin": string;
      /** Finger, 0 to 9 */
      "templateNo"?: string;
    };
    data: null;
    refusals: -1 | -20 | -22 | -33 | -34;
  };
  /** Delete one fingerprint of a person (another form of DELETE /api/bioTemplate/getFgListByPin/:pin) (API manual 2.25.2) */
  "DELETE /api/bioTemplate/deleteByPinAndTemplateNo/{pin}": {
    params: {
      /** Person number */
      "pin": string;
      /** Finger, 0 to 9 */
      "templateNo"?: string;
    };
    data: null;
    refusals: -1 | -20 | -22 | -33 | -34;
  };
  /** Delete one fingerprint of a person (another form of DELETE /api/bioTemplate/getFgListByPin/:pin) (API manual 2.25.2) */
  "POST /api/bioTemplate/deleteByPinAndTemplateNo/{pin}": {
    params: {
      /** Person number */
      "pin": string;
      /** Finger, 0 to 9 */
      "templateNo"?: string;
    };
    data: null;
    refusals: -1 | -20 | -22 | -33 | -34;
  };
  /** List the fingerprints of a person (another form of GET /api/bioTemplate/getFgListByPin/:pin) (API manual 2.25.4) */
  "GET /api/bioTemplate/getFgListByPin": {
    params: {
      /** Person number */
      "pin": string;
    };
    data: BioTemplateDto[];
    refusals: -1 | -20 | -22;
  };
  /** List the fingerprints of a person (another form of GET /api/bioTemplate/getFgListByPin/:pin) (API manual 2.25.4) */
  "POST /api/bioTemplate/getFgListByPin": {
    params: {
      /** Person number */
      "pin": string;
    };
    data: BioTemplateDto[];
    refusals: -1 | -20 | -22;
  };
  /** Delete one fingerprint of a person (another form of DELETE /api/bioTemplate/getFgListByPin/:pin) (API manual 2.25.2) */
  "DELETE /api/bioTemplate/getFgListByPin": {
    params: {
      /** Person number */
      "pin": string;
      /** Finger, 0 to 9 */
      "templateNo"?: string;
    };
    data: null;
    refusals: -1 | -20 | -22 | -33 | -34;
  };
  /** List the fingerprints of a person (API manual 2.25.4) */
  "GET /api/bioTemplate/getFgListByPin/{pin}": {
    params: {
      /** Person number */
      "pin": string;
    };
    data: BioTemplateDto[];
    refusals: -1 | -20 | -22;
  };
  /** List the fingerprints of a person (another form of GET /api/bioTemplate/getFgListByPin/:pin) (API manual 2.25.4) */
  "POST /api/bioTemplate/getFgListByPin/{pin}": {
    params: {
      /** Person number */
      "pin": string;
    };
    data: BioTemplateDto[];
    refusals: -1 | -20 | -22;
  };
  /** Delete one fingerprint of a person (API manual 2.25.2) */
  "DELETE /api/bioTemplate/getFgListByPin/{pin}": {
    params: {
      /** Person number */
      "pin": string;
      /** Finger, 0 to 9 */
      "templateNo"?: string;
    };
    data: null;
    refusals: -1 | -20 | -22 | -33 | -34;
  };
  /** List the cards of a person (another form of GET /api/card/getCards/:pin) (API manual 2.4.1) */
  "GET /api/card/getCards": {
    params: {
      /** Person number */
      "pin": string;
    };
    data: CardDto[];
    refusals: -1 | -20 | -22;
  };
  /** List the cards of a person (API manual 2.4.1) */
  "GET /api/card/getCards/{pin}": {
    params: {
      /** Person number */
      "pin": string;
    };
    data: CardDto[];
    refusals: -1 | -20 | -22;
  };
  /** Set the main card of a person, or add a further one (API manual 2.4.2) */
  "POST /api/card/set": {
    params: CardParams;
    data: null;
    refusals: -1 | -20 | -22 | -23;
  };
  /** Add or edit a department (API manual 2.5.1) */
  "POST /api/department/add": {
    params: DepartmentParams;
    data: null;
    refusals: -1 | -10 | -12 | -13 | -14;
  };
  /** Delete a department by its code (API manual v1.2:2.1.2.3) */
  "POST /api/department/delete": {
    params: {
      /** Department code */
      "code": string;
    };
    data: null;
    refusals: -1 | -10 | -13 | -15;
  };
  /** Delete a department by its code (another form of DELETE /api/department/delete/:code) (API manual 2.5.2) */
  "DELETE /api/department/delete": {
    params: {
      /** Department code */
      "code": string;
    };
    data: null;
    refusals: -1 | -10 | -13 | -15;
  };
  /** Delete a department by its code (API manual 2.5.2) */
  "DELETE /api/department/delete/{code}": {
    params: {
      /** Department code */
      "code": string;
    };
    data: null;
    refusals: -1 | -10 | -13 | -15;
  };
  /** Delete a department by its code (another form of DELETE /api/department/delete/:code) (API manual 2.5.2) */
  "POST /api/department/delete/{code}": {
    params: {
      /** Department code */
      "code": string;
    };
    data: null;
    refusals: -1 | -10 | -13 | -15;
  };
  /** Get a department by its code (another form of GET /api/department/get/:code) (API manual 2.5.3) */
  "GET /api/department/get": {
    params: {
      /** Department code */
      "code": string;
    };
    data: DepartmentDto;
    refusals: -1 | -10 | -13;
  };
  /** Get a department by its code (API manual 2.5.3) */
  "GET /api/department/get/{code}": {
    params: {
      /** Department code */
      "code": string;
    };
    data: DepartmentDto;
    refusals: -1 | -10 | -13;
  };
  /** List the departments, with their total (API manual v1.2:2.1.2.6) */
  "POST /api/department/getDepartmentList": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
    };
    data: DepartmentListPage;
    refusals: -1 | -90 | -91 | -92;
  };
  /** List the departments, with their total (another form of POST /api/department/getDepartmentList) (API manual v1.2:2.1.2.6) */
  "GET /api/department/getDepartmentList": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
    };
    data: DepartmentListPage;
    refusals: -1 | -90 | -91 | -92;
  };
  /** List the controllers (API manual 2.9.1) */
  "GET /api/device/accList": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
    };
    data: DeviceDto[];
    refusals: -1 | -90 | -91 | -92;
  };
  /** List the FaceKiosk devices (API manual 2.29.1) */
  "GET /api/device/attAdDeviceList": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
    };
    data: DeviceDto[];
    refusals: -1 | -90 | -91 | -92;
  };
  /** Get a controller by its serial number (API manual 2.9.2) */
  "GET /api/device/getAcc": {
    params: {
      /** Serial number */
      "sn": string;
    };
    data: DeviceDto;
    refusals: -1 | -48 | -102;
  };
  /** Get a controller by its serial number (another form of GET /api/device/getAcc) (API manual 2.9.2) */
  "GET /api/device/getAcc/{sn}": {
    params: {
      /** Serial number */
      "sn": string;
    };
    data: DeviceDto;
    refusals: -1 | -48 | -102;
  };
  /** Get an attendance device by its serial number (API manual 2.22.1) */
  "GET /api/device/getAtt": {
    params: {
      /** Serial number */
      "sn": string;
    };
    data: DeviceDto;
    refusals: -1 | -48 | -102;
  };
  /** Get an attendance device by its serial number (another form of GET /api/device/getAtt) (API manual 2.22.1) */
  "GET /api/device/getAtt/{sn}": {
    params: {
      /** Serial number */
      "sn": string;
    };
    data: DeviceDto;
    refusals: -1 | -48 | -102;
  };
  /** Identity cards that devices have read since then, oldest first (In no manual; clients use it) */
  "GET /api/device/pidMonitor": {
    params: {
      /** Milliseconds since 1970: cards read after it; left out or 0 = of the last ten seconds */
      "timestamp"?: string;
    };
    data: PidDto[];
    refusals: -1;
  };
  /** Send a person to a device again (In no manual; clients use it) */
  "POST /api/device/syncPerson": {
    params: SyncPersonParams;
    data: null;
    refusals: -1 | -20 | -22 | -48 | -102;
  };
  /** The states of all doors (API manual 2.11.1) */
  "GET /api/door/allDoorState": {
    params: {
      /** Milliseconds; may be left out */
      "timestamp"?: string;
    };
    data: DoorStateDto[];
    refusals: -1;
  };
  /** The state of a door (API manual 2.11.2) */
  "GET /api/door/doorStateById": {
    params: {
      /** Milliseconds; may be left out */
      "timestamp"?: string;
      /** Door id */
      "doorId": string;
    };
    data: DoorStateDto | DoorStateDto[];
    refusals: -1 | -44 | -47;
  };
  /** The states of the doors of a device (API manual 2.11.3) */
  "GET /api/door/doorStateBySn": {
    params: {
      /** Milliseconds; may be left out */
      "timestamp"?: string;
      /** Serial number of the device */
      "deviceSn": string;
    };
    data: DoorStateDto | DoorStateDto[];
    refusals: -1 | -48 | -102;
  };
  /** Get a door (API manual 2.11.4) */
  "GET /api/door/get": {
    params: {
      /** Door id */
      "id": string;
    };
    data: DoorDto;
    refusals: -1 | -44 | -47;
  };
  /** List the doors (API manual 2.11.5) */
  "GET /api/door/list": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
    };
    data: DoorDto[];
    refusals: -1 | -90 | -91 | -92;
  };
  /** Close a door (API manual 2.11.6) */
  "POST /api/door/remoteCloseById": {
    params: {
      /** Seconds to wait for the answer of the device */
      "wait"?: number;
      /** Door id */
      "doorId": string;
    };
    data: null;
    refusals: -1 | -44 | -47 | -103 | -104;
  };
  /** Close a door, by its name (API manual 2.11.7) */
  "POST /api/door/remoteCloseByName": {
    params: {
      /** Seconds to wait for the answer of the device */
      "wait"?: number;
      /** Door name */
      "doorName": string;
    };
    data: null;
    refusals: -1 | -46 | -47 | -103 | -104;
  };
  /** Open a door for some seconds (API manual 2.11.8) */
  "POST /api/door/remoteOpenById": {
    params: {
      /** Seconds to wait for the answer of the device */
      "wait"?: number;
      /** Door id */
      "doorId": string;
      /** Seconds the lock stays open */
      "interval": number;
    };
    data: null;
    refusals: -1 | -44 | -45 | -47 | -103;
  };
  /** Open a door for some seconds, by its name (API manual 2.11.9) */
  "POST /api/door/remoteOpenByName": {
    params: {
      /** Seconds to wait for the answer of the device */
      "wait"?: number;
      /** Door name */
      "doorName": string;
      /** Seconds the lock stays open */
      "interval": number;
    };
    data: null;
    refusals: -1 | -45 | -46 | -47 | -103;
  };
  /** Close a door (another form of POST /api/door/remoteCloseById) (API manual 2.11.6) */
  "POST /api/door/remoteoffById": {
    params: {
      /** Seconds to wait for the answer of the device */
      "wait"?: number;
      /** Door id */
      "doorId": string;
    };
    data: null;
    refusals: -1 | -44 | -47 | -103 | -104;
  };
  /** Close a door, by its name (another form of POST /api/door/remoteCloseByName) (API manual 2.11.7) */
  "POST /api/door/remoteoffByName": {
    params: {
      /** Seconds to wait for the answer of the device */
      "wait"?: number;
      /** Door name */
      "doorName": string;
    };
    data: null;
    refusals: -1 | -46 | -47 | -103 | -104;
  };
  /** List the elevator controllers (API manual 2.10.1) */
  "GET /api/eleDevice/eleList": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
    };
    data: DeviceDto[];
    refusals: -1 | -90 | -91 | -92;
  };
  /** Get an elevator controller by its serial number (API manual 2.10.2) */
  "GET /api/eleDevice/getEle": {
    params: {
      /** Serial number */
      "sn": string;
    };
    data: DeviceDto;
    refusals: -1 | -102 | -200;
  };
  /** Get an elevator controller by its serial number (another form of GET /api/eleDevice/getEle) (API manual 2.10.2) */
  "GET /api/eleDevice/getEle/{sn}": {
    params: {
      /** Serial number */
      "sn": string;
    };
    data: DeviceDto;
    refusals: -1 | -102 | -200;
  };
  /** Take a person off levels (API manual 2.2.1) */
  "POST /api/eleLevel/deleteLevel": {
    params: {
      /** Person number */
      "pin": string;
      /** Level ids with commas between them */
      "levelIds": string;
    };
    data: null;
    refusals: -1 | -22 | -24 | -41 | -42;
  };
  /** Get a level by its id (another form of GET /api/eleLevel/getById/:id) (API manual 2.2.2) */
  "GET /api/eleLevel/getById": {
    params: {
      /** Level id */
      "id": string;
    };
    data: LevelDto;
    refusals: -1 | -24 | -43;
  };
  /** Get a level by its id (API manual 2.2.2) */
  "GET /api/eleLevel/getById/{id}": {
    params: {
      /** Level id */
      "id": string;
    };
    data: LevelDto;
    refusals: -1 | -24 | -43;
  };
  /** Get a level by its name (another form of GET /api/eleLevel/getByName/:name) (API manual 2.2.3) */
  "GET /api/eleLevel/getByName": {
    params: {
      /** Level name */
      "name": string;
    };
    data: LevelDto;
    refusals: -1 | -24;
  };
  /** Get a level by its name (API manual 2.2.3) */
  "GET /api/eleLevel/getByName/{name}": {
    params: {
      /** Level name */
      "name": string;
    };
    data: LevelDto;
    refusals: -1 | -24;
  };
  /** List the levels (API manual 2.2.4) */
  "GET /api/eleLevel/list": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
    };
    data: LevelDto[];
    refusals: -1 | -90 | -91 | -92;
  };
  /** Send a level to its devices again (API manual 2.2.5) */
  "POST /api/eleLevel/syncLevel": {
    params: {
      /** Level id */
      "levelId": string;
    };
    data: null;
    refusals: -1 | -24 | -25 | -43;
  };
  /** Give a person levels and send them to the devices (API manual 2.2.6) */
  "POST /api/eleLevel/syncPerson": {
    params: {
      /** Person number */
      "pin": string;
      /** Level ids with commas between them */
      "levelIds": string;
    };
    data: null;
    refusals: -1 | -22 | -24 | -40 | -42;
  };
  /** Events of elevators (API manual 2.19.1) */
  "GET /api/eleTransaction/list": {
    params: {
      /** Page number, from 1; left out = 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000; left out = 1000 */
      "pageSize"?: number;
      /** From, inclusive; a date alone is its beginning */
      "startDate"?: string;
      /** To, inclusive; a date alone is its end */
      "endDate"?: string;
      /** Person number */
      "personPin"?: string;
    };
    data: TransactionDto[];
    refusals: -1 | -90 | -91 | -100 | -101;
  };
  /** List the floors of elevators (API manual 2.12.1) */
  "GET /api/floor/list": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
    };
    data: FloorDto[];
    refusals: -1 | -90 | -91 | -92;
  };
  /** The button of a floor works no longer (API manual 2.12.2) */
  "POST /api/floor/remoteCloseById": {
    params: {
      /** Floor id */
      "floorId": string;
      /** Seconds to wait for the answer of the device */
      "wait"?: number;
    };
    data: null;
    refusals: -1 | -103 | -104 | -201;
  };
  /** The button of a floor works for some seconds (API manual 2.12.3) */
  "POST /api/floor/remoteOpenById": {
    params: {
      /** Floor id */
      "floorId": string;
      /** Seconds to wait for the answer of the device */
      "wait"?: number;
      /** Seconds its button works */
      "interval": number;
    };
    data: null;
    refusals: -1 | -103 | -104 | -201 | -202 | -203;
  };
  /** The button of a floor works no longer (another form of POST /api/floor/remoteCloseById) (API manual 2.12.2) */
  "POST /api/floor/remoteoffById": {
    params: {
      /** Floor id */
      "floorId": string;
      /** Seconds to wait for the answer of the device */
      "wait"?: number;
    };
    data: null;
    refusals: -1 | -103 | -104 | -201;
  };
  /** Events with mask and temperature (API manual 2.26.1) */
  "GET /api/hep/transaction/list": {
    params: {
      /** Page number, from 1; left out = 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000; left out = 1000 */
      "pageSize"?: number;
      /** From, inclusive; a date alone is its beginning */
      "startDate"?: string;
      /** To, inclusive; a date alone is its end */
      "endDate"?: string;
      /** Person number */
      "personPin"?: string;
    };
    data: HepTransactionDto[];
    refusals: -1 | -90 | -91 | -100 | -101;
  };
  /** What is new since the last call (API manual 2.26.2) */
  "GET /api/hep/transaction/monitor": {
    params: {
      /** Milliseconds; the same for all calls of a session */
      "timestamp"?: string;
    };
    data: HepTransactionDto[];
    refusals: -1;
  };
  /** Events of intrusion panels (API manual v1.2:2.12.1.1) */
  "GET /api/ias/list": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
      /** Name of the panel; empty = all */
      "deviceName"?: string;
      /** Name of the partition; empty = all */
      "partitionName"?: string;
      /** Name of the point; empty = all */
      "pointName"?: string;
      /** From; empty = the oldest */
      "startTime"?: string;
      /** To; empty = the newest */
      "endTime"?: string;
    };
    data: IntrusionEventPage;
    refusals: -1 | -90 | -91 | -92 | -100 | -101;
  };
  /** Take persons from the FaceKiosk devices of an area (API manual 2.28.1) */
  "POST /api/insAreaPerson/delAreaPerson": {
    params: AreaPersonsParams;
    data: null;
    refusals: -1 | -22 | -80 | -81 | -82 | -83;
  };
  /** Take persons from the FaceKiosk devices of an area (another form of POST /api/insAreaPerson/delAreaPerson) (API manual 2.28.1) */
  "DELETE /api/insAreaPerson/delAreaPerson": {
    params: AreaPersonsParams;
    data: null;
    refusals: -1 | -22 | -80 | -81 | -82 | -83;
  };
  /** List the areas (API manual 2.28.3) */
  "GET /api/insAreaPerson/getAreaList": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
    };
    data: AttAreaDto[];
    refusals: -1 | -90 | -91 | -92;
  };
  /** Give persons to the FaceKiosk devices of an area (API manual 2.28.2) */
  "POST /api/insAreaPerson/setAreaPerson": {
    params: AreaPersonsParams;
    data: null;
    refusals: -1 | -22 | -80 | -81 | -82 | -83;
  };
  /** List the cameras of a recorder (API manual v1.2:2.11.1.2) */
  "GET /api/ivsDevice/getDevList": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
      /** Id of the recorder */
      "parentId": string;
    };
    data: CameraPage;
    refusals: -1 | -90 | -91 | -92 | -102;
  };
  /** Addresses of what a camera sees now (API manual v1.2:2.11.1.3) */
  "GET /api/ivsDevice/getDeviceRtsp": {
    params: {
      /** Id of the channel (channelId of getDevList) */
      "channelId": string;
      /** 0 all streams, 1 the main stream, 2 the sub stream */
      "rtspType": number;
    };
    data: DeviceRtspDto;
    refusals: -1 | -102 | -104;
  };
  /** List the recorders (API manual v1.2:2.11.1.1) */
  "GET /api/ivsDevice/getParentDevList": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
    };
    data: ParentDevPage;
    refusals: -1 | -90 | -91 | -92;
  };
  /** Addresses of what a camera has recorded (API manual v1.2:2.11.1.5) */
  "GET /api/ivsDevice/getRtspPlayBack": {
    params: {
      /** Id of the channel (channelId of getDevList) */
      "channelId": string;
      /** From, by the clock of the site */
      "startTime": string;
      /** To, by the clock of the site */
      "endTime": string;
    };
    data: RtspPlayBackDto;
    refusals: -1 | -100 | -101 | -102 | -103 | -104;
  };
  /** What a camera has recorded (API manual v1.2:2.11.1.4) */
  "GET /api/ivsDevice/getVideoList": {
    params: {
      /** Id of the channel (channelId of getDevList) */
      "channelId": string;
      /** From, by the clock of the site */
      "startTime": string;
      /** To, by the clock of the site */
      "endTime": string;
    };
    data: VideoListDto;
    refusals: -1 | -100 | -101 | -102 | -103 | -104;
  };
  /** Say where alarms of cameras are posted (API manual v1.2:2.11.1.6) */
  "GET /api/ivsDevice/setPushSetting": {
    params: {
      /** Where alarms of cameras are posted */
      "pushAddress": string;
      /** Codes of the alarms that are wanted; empty = all */
      "alarmCodes"?: string;
    };
    data: null;
    refusals: -1;
  };
  /** Put a plate on the allow list or on the deny list (API manual 2.3.1) */
  "POST /api/parkAuthorize/addBlackWhite": {
    params: {
      /** License plate */
      "carNumber": string;
      /** 0 allow list (white), 1 deny list (black) */
      "type": string;
      /** First day */
      "fromTime"?: string;
      /** Last day */
      "toTime"?: string;
    };
    data: null;
    refusals: -1 | -220 | -221 | -222 | -223;
  };
  /** Take a plate off its list (API manual 2.3.2) */
  "POST /api/parkAuthorize/delBlackWhite": {
    params: {
      /** License plate */
      "carNumber": string;
    };
    data: null;
    refusals: -1 | -223;
  };
  /** Change the list, the days or the plate of an entry (API manual 2.3.3) */
  "POST /api/parkAuthorize/editBlackWhite": {
    params: {
      /** License plate */
      "carNumber": string;
      /** 0 allow list (white), 1 deny list (black) */
      "type": string;
      /** First day */
      "fromTime"?: string;
      /** Last day */
      "toTime"?: string;
      /** The plate that is on the list; left out = it stays the same */
      "oldCarNumber"?: string;
    };
    data: null;
    refusals: -1 | -220 | -221 | -222 | -223;
  };
  /** The picture of a record, in base64 (API manual 2.20.1) */
  "GET /api/parkTransaction/getParkRecordPicture": {
    params: {
      /** Id of the record */
      "recordId": string;
      /** 1 entry, 2 exit */
      "recordType": string;
    };
    data: string | null;
    refusals: -1;
  };
  /** Cars that came in (API manual 2.20.2) */
  "GET /api/parkTransaction/listParkRecordin": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
      /** License plate; empty = all */
      "carNumber"?: string;
      /** From; empty = the oldest */
      "startDate"?: string;
      /** To; empty = the newest */
      "endDate"?: string;
    };
    data: ParkRecordInDto[];
    refusals: -1 | -90 | -91 | -92 | -100 | -101 | -223;
  };
  /** Cars that went out (API manual 2.20.3) */
  "GET /api/parkTransaction/listParkRecordout": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
      /** License plate; empty = all */
      "carNumber"?: string;
      /** From; empty = the oldest */
      "startDate"?: string;
      /** To; empty = the newest */
      "endDate"?: string;
    };
    data: ParkRecordOutDto[];
    refusals: -1 | -90 | -91 | -92 | -100 | -101 | -223;
  };
  /** Add or edit a person; a list of them as well (API manual 2.13.1) */
  "POST /api/person/add": {
    params: (PersonParams[] | PersonParams);
    data: string[] | null;
    refusals: -1 | -13 | -20 | -23 | -24 | -26 | -27 | -29 | -71 | -100 | -101;
  };
  /** Add or edit the basic facts of a person (API manual 2.13.7) */
  "POST /api/person/addPersonnelBasicInfo": {
    params: PersonParams;
    data: null;
    refusals: -1 | -13 | -20 | -23 | -24 | -26 | -27 | -29 | -71 | -100 | -101;
  };
  /** Delete a person; with a templateNo that fingerprint alone (API manual v1.2:2.1.1.3) */
  "POST /api/person/delete": {
    params: {
      /** Person number */
      "pin"?: string;
      /** Several person numbers */
      "pins"?: string;
      /** Names a template, never a person */
      "templateNo"?: string;
    };
    data: null;
    refusals: -1 | -20 | -22 | -33 | -34 | -82;
  };
  /** Delete a person; with a templateNo that fingerprint alone (another form of DELETE /api/person/delete/:pin) (API manual 2.13.2) */
  "DELETE /api/person/delete": {
    params: {
      /** Person number */
      "pin"?: string;
      /** Several person numbers */
      "pins"?: string;
      /** Names a template, never a person */
      "templateNo"?: string;
    };
    data: null;
    refusals: -1 | -20 | -22 | -33 | -34 | -82;
  };
  /** Delete a person; with a templateNo that fingerprint alone (API manual 2.13.2) */
  "DELETE /api/person/delete/{pin}": {
    params: {
      /** Person number */
      "pin": string;
      /** Several person numbers */
      "pins"?: string;
      /** Names a template, never a person */
      "templateNo"?: string;
    };
    data: null;
    refusals: -1 | -20 | -22 | -33 | -34 | -82;
  };
  /** Delete a person; with a templateNo that fingerprint alone (another form of DELETE /api/person/delete/:pin) (API manual 2.13.2) */
  "POST /api/person/delete/{pin}": {
    params: {
      /** Person number */
      "pin": string;
      /** Several person numbers */
      "pins"?: string;
      /** Names a template, never a person */
      "templateNo"?: string;
    };
    data: null;
    refusals: -1 | -20 | -22 | -33 | -34 | -82;
  };
  /** Delete one fingerprint of a person (API manual v1.2:2.1.4.4) */
  "POST /api/person/delete/{pin}/{templateNo}": {
    params: {
      /** Person number */
      "pin": string;
      /** Names a template, never a person */
      "templateNo": string;
      /** Several person numbers */
      "pins"?: string;
    };
    data: null;
    refusals: -1 | -20 | -22 | -33 | -34;
  };
  /** Delete one fingerprint of a person (another form of POST /api/person/delete/:pin/:templateNo) (API manual v1.2:2.1.4.4) */
  "DELETE /api/person/delete/{pin}/{templateNo}": {
    params: {
      /** Person number */
      "pin": string;
      /** Names a template, never a person */
      "templateNo": string;
      /** Several person numbers */
      "pins"?: string;
    };
    data: null;
    refusals: -1 | -20 | -22 | -33 | -34;
  };
  /** Get a person, with both photos (API manual v1.2:2.1.1.5) */
  "GET /api/person/get": {
    params: {
      /** Person number */
      "pin": string;
    };
    data: PersonPhotoDto;
    refusals: -1 | -20 | -22;
  };
  /** Get a person (API manual 2.13.3) */
  "GET /api/person/get/{pin}": {
    params: {
      /** Person number */
      "pin": string;
    };
    data: PersonOwnPhotoDto;
    refusals: -1 | -20 | -22;
  };
  /** Get a person by the whole first name; an array where there are none or several (In no manual; clients use it) */
  "GET /api/person/getByName/{name}": {
    params: {
      /** First name, or first and last name with a blank */
      "name": string;
    };
    data: PersonOwnPhotoDto | PersonOwnPhotoDto[];
    refusals: -1;
  };
  /** List people by their numbers and departments (API manual 2.13.4) */
  "POST /api/person/getPersonList": {
    params: PersonListParams;
    data: PersonPhotoDto[];
    refusals: -1 | -90 | -91 | -92;
  };
  /** List people by their numbers and departments (another form of POST /api/person/getPersonList) (API manual 2.13.4) */
  "GET /api/person/getPersonList": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
      /** Person numbers with commas between them */
      "pins"?: string;
      /** Department codes with commas between them */
      "deptCodes"?: string;
      /** Part of the first name */
      "name"?: string;
      /** Part of the last name */
      "lastName"?: string;
    };
    data: PersonPhotoDto[];
    refusals: -1 | -90 | -91 | -92;
  };
  /** The text of a QR code for a person, good for a short while (another form of POST /api/person/getQrCode/:pin) (API manual 2.13.5) */
  "POST /api/person/getQrCode": {
    params: PinQuery;
    data: string | null;
    refusals: -1 | -20 | -22;
  };
  /** The text of a QR code for a person, good for a short while (API manual 2.13.5) */
  "POST /api/person/getQrCode/{pin}": {
    params: {
      /** Person number */
      "pin": string;
    } & PinQuery;
    data: string | null;
    refusals: -1 | -20 | -22;
  };
  /** A person leaves (API manual 2.13.6) */
  "POST /api/person/leave": {
    params: LeaveParams;
    data: null;
    refusals: -1 | -20 | -22 | -100;
  };
  /** Take back a person who left (API manual 2.13.10) */
  "POST /api/person/reinstated": {
    params: PersonParams;
    data: null;
    refusals: -1 | -13 | -20 | -22 | -23 | -24 | -26 | -27 | -71 | -100 | -101;
  };
  /** Set the photo of a person; nothing happens without one (API manual 2.13.8) */
  "POST /api/person/updatePersonnelPhoto": {
    params: PhotoParams;
    data: null;
    refusals: -1 | -20 | -22 | -27;
  };
  /** Get a controller of gates by its serial number (API manual 2.30.2) */
  "GET /api/psgDevice/getBySn": {
    params: {
      /** Serial number */
      "sn": string;
    };
    data: GateDeviceDto;
    refusals: -1 | -48 | -102;
  };
  /** Get a controller of gates by its serial number (another form of GET /api/psgDevice/getBySn) (API manual 2.30.2) */
  "GET /api/psgDevice/getBySn/{sn}": {
    params: {
      /** Serial number */
      "sn": string;
    };
    data: GateDeviceDto;
    refusals: -1 | -48 | -102;
  };
  /** List the controllers of gates (API manual 2.30.1) */
  "GET /api/psgDevice/list": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
    };
    data: GateDeviceDto[];
    refusals: -1 | -90 | -91 | -92;
  };
  /** The states of all gates (API manual 2.31.1) */
  "GET /api/psgGate/allGateState": {
    params: Record<string, never>;
    data: GateStateDto[];
    refusals: -1;
  };
  /** The state of a gate (API manual 2.31.2) */
  "GET /api/psgGate/gateStateById": {
    params: {
      /** Gate id */
      "gateId": string;
    };
    data: GateStateDto[];
    refusals: -1 | -44 | -47;
  };
  /** The states of the gates of a controller (API manual 2.31.3) */
  "GET /api/psgGate/gateStateBySn": {
    params: {
      /** Serial number of the controller */
      "deviceSn": string;
    };
    data: GateStateDto[];
    refusals: -1 | -48 | -102;
  };
  /** Get a gate (API manual 2.31.4) */
  "GET /api/psgGate/getById": {
    params: {
      /** Gate id */
      "id": string;
    };
    data: GateDto;
    refusals: -1 | -44 | -47;
  };
  /** List the gates (API manual 2.31.5) */
  "GET /api/psgGate/list": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
    };
    data: GateDto[];
    refusals: -1 | -90 | -91 | -92;
  };
  /** Let one through a gate (API manual 2.31.7) */
  "POST /api/psgGate/remoteOpenById": {
    params: {
      /** 1 lets in, 2 lets out */
      "openType": string;
      /** Seconds to wait for the answer of the device */
      "wait"?: number;
      /** Gate id */
      "gateId": string;
    };
    data: null;
    refusals: -1 | -44 | -47 | -103 | -104 | -265 | -266;
  };
  /** Let one through a gate, by its name (API manual 2.31.8) */
  "POST /api/psgGate/remoteOpenByName": {
    params: {
      /** 1 lets in, 2 lets out */
      "openType": string;
      /** Seconds to wait for the answer of the device */
      "wait"?: number;
      /** Gate name */
      "gateName": string;
    };
    data: null;
    refusals: -1 | -46 | -47 | -103 | -104 | -265 | -266;
  };
  /** Take a person off levels (API manual 2.32.1) */
  "POST /api/psgLevel/deleteLevel": {
    params: {
      /** Person number */
      "pin": string;
      /** Level ids with commas between them */
      "levelIds": string;
    };
    data: null;
    refusals: -1 | -22 | -24 | -41 | -42;
  };
  /** Get a level by its id (another form of GET /api/psgLevel/getById/:id) (API manual 2.32.2) */
  "GET /api/psgLevel/getById": {
    params: {
      /** Level id */
      "id": string;
    };
    data: LevelDto;
    refusals: -1 | -24 | -43;
  };
  /** Get a level by its id (API manual 2.32.2) */
  "GET /api/psgLevel/getById/{id}": {
    params: {
      /** Level id */
      "id": string;
    };
    data: LevelDto;
    refusals: -1 | -24 | -43;
  };
  /** Get a level by its name (another form of GET /api/psgLevel/getByName/:name) (API manual 2.32.3) */
  "GET /api/psgLevel/getByName": {
    params: {
      /** Level name */
      "name": string;
    };
    data: LevelDto;
    refusals: -1 | -24;
  };
  /** Get a level by its name (API manual 2.32.3) */
  "GET /api/psgLevel/getByName/{name}": {
    params: {
      /** Level name */
      "name": string;
    };
    data: LevelDto;
    refusals: -1 | -24;
  };
  /** List the levels (API manual 2.32.4) */
  "GET /api/psgLevel/list": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
    };
    data: LevelDto[];
    refusals: -1 | -90 | -91 | -92;
  };
  /** Send a level to its devices again (API manual 2.32.5) */
  "POST /api/psgLevel/syncLevel": {
    params: {
      /** Level id */
      "levelId": string;
    };
    data: null;
    refusals: -1 | -24 | -25 | -43;
  };
  /** Give a person levels and send them to the devices (API manual 2.32.6) */
  "POST /api/psgLevel/syncPerson": {
    params: {
      /** Person number */
      "pin": string;
      /** Level ids with commas between them */
      "levelIds": string;
    };
    data: null;
    refusals: -1 | -22 | -24 | -40 | -42;
  };
  /** Get a reader of a gate (API manual 2.33.3) */
  "GET /api/psgReader/getById": {
    params: {
      /** Reader id */
      "id": string;
    };
    data: GateReaderDto;
    refusals: -1 | -263 | -264;
  };
  /** List the readers of gates (API manual 2.33.1) */
  "GET /api/psgReader/list": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
    };
    data: GateReaderDto[];
    refusals: -1 | -90 | -91 | -92;
  };
  /** Events of an entrance controller (another form of GET /api/psgTransaction/device/:deviceSn) (API manual 2.34.1) */
  "GET /api/psgTransaction/device": {
    params: {
      /** Page number, from 1; left out = 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000; left out = 1000 */
      "pageSize"?: number;
      /** From, inclusive; a date alone is its beginning */
      "startDate"?: string;
      /** To, inclusive; a date alone is its end */
      "endDate"?: string;
      /** Serial number of the device */
      "deviceSn": string;
    };
    data: PsgTransactionDto[];
    refusals: -1 | -48 | -90 | -91 | -100 | -101;
  };
  /** Events of an entrance controller (API manual 2.34.1) */
  "GET /api/psgTransaction/device/{deviceSn}": {
    params: {
      /** Serial number of the device */
      "deviceSn": string;
      /** Page number, from 1; left out = 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000; left out = 1000 */
      "pageSize"?: number;
      /** From, inclusive; a date alone is its beginning */
      "startDate"?: string;
      /** To, inclusive; a date alone is its end */
      "endDate"?: string;
    };
    data: PsgTransactionDto[];
    refusals: -1 | -48 | -90 | -91 | -100 | -101;
  };
  /** Events of entrances (API manual 2.34.2) */
  "GET /api/psgTransaction/list": {
    params: {
      /** Page number, from 1; left out = 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000; left out = 1000 */
      "pageSize"?: number;
      /** From, inclusive; a date alone is its beginning */
      "startDate"?: string;
      /** To, inclusive; a date alone is its end */
      "endDate"?: string;
      /** Person number */
      "personPin"?: string;
    };
    data: PsgTransactionDto[];
    refusals: -1 | -90 | -91 | -100 | -101;
  };
  /** What is new since the last call (API manual 2.34.3) */
  "GET /api/psgTransaction/monitor": {
    params: {
      /** Milliseconds; the same for all calls of a session */
      "timestamp"?: string;
    };
    data: PsgMonitorDto[];
    refusals: -1;
  };
  /** Events of a person at entrances (another form of GET /api/psgTransaction/person/:pin) (API manual 2.34.4) */
  "GET /api/psgTransaction/person": {
    params: {
      /** Page number, from 1; left out = 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000; left out = 1000 */
      "pageSize"?: number;
      /** From, inclusive; a date alone is its beginning */
      "startDate"?: string;
      /** To, inclusive; a date alone is its end */
      "endDate"?: string;
      /** Person number */
      "pin": string;
    };
    data: PsgTransactionDto[];
    refusals: -1 | -20 | -90 | -91 | -100 | -101;
  };
  /** Events of a person at entrances (API manual 2.34.4) */
  "GET /api/psgTransaction/person/{pin}": {
    params: {
      /** Person number */
      "pin": string;
      /** Page number, from 1; left out = 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000; left out = 1000 */
      "pageSize"?: number;
      /** From, inclusive; a date alone is its beginning */
      "startDate"?: string;
      /** To, inclusive; a date alone is its end */
      "endDate"?: string;
    };
    data: PsgTransactionDto[];
    refusals: -1 | -20 | -90 | -91 | -100 | -101;
  };
  /** List the controllers of gates (another form of GET /api/psgDevice/list) (API manual 2.30.1) */
  "GET /api/psgdDvice/list": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
    };
    data: GateDeviceDto[];
    refusals: -1 | -90 | -91 | -92;
  };
  /** List the readers of doors (API manual 2.14.1) */
  "GET /api/reader/accList": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
    };
    data: ReaderDto[];
    refusals: -1 | -90 | -91 | -92;
  };
  /** Get a reader (API manual 2.14.2) */
  "GET /api/reader/getAcc": {
    params: {
      /** Reader id */
      "id": string;
    };
    data: ReaderDto;
    refusals: -1 | -263 | -264;
  };
  /** Get a reader (another form of GET /api/reader/getAcc) (API manual 2.14.2) */
  "GET /api/reader/getAcc/{id}": {
    params: {
      /** Reader id */
      "id": string;
    };
    data: ReaderDto;
    refusals: -1 | -263 | -264;
  };
  /** Add a room, or change the one of that id (API manual v1.2:2.13.2.4) */
  "POST /api/space/addSpace": {
    params: SpaceParams;
    data: null;
    refusals: -1 | -20 | -22 | -102;
  };
  /** Delete a room, with its reservations (API manual v1.2:2.13.2.3) */
  "POST /api/space/deleteById": {
    params: {
      /** Id, or several with commas */
      "id": string;
    };
    data: string[] | null;
    refusals: -1;
  };
  /** Get a room by its id (API manual v1.2:2.13.2.2) */
  "GET /api/space/getById": {
    params: {
      /** Id */
      "id": string;
    };
    data: SpaceDto;
    refusals: -1;
  };
  /** List the rooms, with their total (API manual v1.2:2.13.2.1) */
  "GET /api/space/list": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
      /** Name, or a part of it */
      "name"?: string;
    };
    data: SpacePage;
    refusals: -1 | -90 | -91 | -92;
  };
  /** Get a device that may stand at a room by its serial number (API manual v1.2:2.13.1.1) */
  "GET /api/spaceDevice/getBySn": {
    params: {
      /** Serial number */
      "sn": string;
    };
    data: SpaceDeviceDto;
    refusals: -1 | -48 | -102;
  };
  /** List the devices that may stand at a room (API manual v1.2:2.13.1.2) */
  "GET /api/spaceDevice/list": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
      /** Name of the device, or a part of it */
      "deviceName"?: string;
      /** Serial number, or a part of it */
      "sn"?: string;
    };
    data: SpaceDevicePage;
    refusals: -1 | -90 | -91 | -92;
  };
  /** Add a facility, or change the one of that id (API manual v1.2:2.13.3.4) */
  "POST /api/spaceFacility/addFacility": {
    params: FacilityParams;
    data: null;
    refusals: -1;
  };
  /** Delete a facility that is not built in (API manual v1.2:2.13.3.3) */
  "POST /api/spaceFacility/deleteById": {
    params: {
      /** Id, or several with commas */
      "id": string;
    };
    data: string[] | null;
    refusals: -1;
  };
  /** Get a facility by its id (API manual v1.2:2.13.3.2) */
  "GET /api/spaceFacility/getById": {
    params: {
      /** Id */
      "id": string;
    };
    data: FacilityDto;
    refusals: -1;
  };
  /** List what rooms can have, with the total (API manual v1.2:2.13.3.1) */
  "GET /api/spaceFacility/list": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
      /** Name, or a part of it */
      "name"?: string;
    };
    data: FacilityPage;
    refusals: -1 | -90 | -91 | -92;
  };
  /** Reserve a room, or change the reservation of that id (API manual v1.2:2.13.5.7) */
  "POST /api/spaceReservation/addSpaceReservation": {
    params: SpaceReservationParams;
    data: null;
    refusals: -1 | -20 | -22 | -100 | -101;
  };
  /** Cancel a reservation (API manual v1.2:2.13.5.4) */
  "POST /api/spaceReservation/cancelReservation": {
    params: IdsParams;
    data: string[] | null;
    refusals: -1;
  };
  /** Delete a reservation (API manual v1.2:2.13.5.3) */
  "POST /api/spaceReservation/deleteById": {
    params: {
      /** Id, or several with commas */
      "id": string;
    };
    data: string[] | null;
    refusals: -1;
  };
  /** End a reservation now (API manual v1.2:2.13.5.5) */
  "POST /api/spaceReservation/finishReservation": {
    params: IdsParams;
    data: string[] | null;
    refusals: -1;
  };
  /** Get a reservation by its id (API manual v1.2:2.13.5.2) */
  "GET /api/spaceReservation/getById": {
    params: {
      /** Id */
      "id": string;
    };
    data: SpaceReservationDetailDto;
    refusals: -1;
  };
  /** List the persons who take part (API manual v1.2:2.13.5.6) */
  "POST /api/spaceReservation/getReservationParticipants": {
    params: IdQuery;
    data: ParticipantDto[];
    refusals: -1;
  };
  /** List the reservations, those that begin last first (API manual v1.2:2.13.5.1) */
  "GET /api/spaceReservation/list": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
      /** Name of the room, or a part of it */
      "spaceName"?: string;
      /** Subject, or a part of it */
      "subject"?: string;
      /** From: those that are not over by then */
      "startTime"?: string;
      /** To: those that have begun by then */
      "endTime"?: string;
    };
    data: SpaceReservationPage;
    refusals: -1 | -90 | -91 | -92 | -100 | -101;
  };
  /** Add a service, or change the one of that id (API manual v1.2:2.13.4.4) */
  "POST /api/spaceService/addService": {
    params: ExtraParams;
    data: null;
    refusals: -1;
  };
  /** Delete a service that is not built in (API manual v1.2:2.13.4.3) */
  "POST /api/spaceService/deleteById": {
    params: {
      /** Id, or several with commas */
      "id": string;
    };
    data: string[] | null;
    refusals: -1;
  };
  /** Get a service by its id (API manual v1.2:2.13.4.2) */
  "GET /api/spaceService/getById": {
    params: {
      /** Id */
      "id": string;
    };
    data: ExtraDto;
    refusals: -1;
  };
  /** List what can be ordered with a room, with the total (API manual v1.2:2.13.4.1) */
  "GET /api/spaceService/list": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
      /** Name, or a part of it */
      "name"?: string;
    };
    data: ExtraPage;
    refusals: -1 | -90 | -91 | -92;
  };
  /** Events of a device (another form of GET /api/transaction/device/:deviceSn) (API manual 2.18.1) */
  "GET /api/transaction/device": {
    params: {
      /** Page number, from 1; left out = 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000; left out = 1000 */
      "pageSize"?: number;
      /** From, inclusive; a date alone is its beginning */
      "startDate"?: string;
      /** To, inclusive; a date alone is its end */
      "endDate"?: string;
      /** Serial number of the device */
      "deviceSn": string;
    };
    data: TransactionDto[];
    refusals: -1 | -48 | -90 | -91 | -100 | -101;
  };
  /** Events of a device (API manual 2.18.1) */
  "GET /api/transaction/device/{deviceSn}": {
    params: {
      /** Serial number of the device */
      "deviceSn": string;
      /** Page number, from 1; left out = 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000; left out = 1000 */
      "pageSize"?: number;
      /** From, inclusive; a date alone is its beginning */
      "startDate"?: string;
      /** To, inclusive; a date alone is its end */
      "endDate"?: string;
    };
    data: TransactionDto[];
    refusals: -1 | -48 | -90 | -91 | -100 | -101;
  };
  /** Days of a person: first in, last out (another form of GET /api/transaction/firstInAndLastOut/:pin) (API manual 2.18.8) */
  "GET /api/transaction/firstInAndLastOut": {
    params: {
      /** Page number, from 1; left out = 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000; left out = 1000 */
      "pageSize"?: number;
      /** From, inclusive; a date alone is its beginning */
      "startDate"?: string;
      /** To, inclusive; a date alone is its end */
      "endDate"?: string;
      /** Person number */
      "pin": string;
    };
    data: FirstLastDto[];
    refusals: -1 | -20 | -90 | -91 | -100 | -101;
  };
  /** Days of a person: first in, last out (API manual 2.18.8) */
  "GET /api/transaction/firstInAndLastOut/{pin}": {
    params: {
      /** Person number */
      "pin": string;
      /** Page number, from 1; left out = 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000; left out = 1000 */
      "pageSize"?: number;
      /** From, inclusive; a date alone is its beginning */
      "startDate"?: string;
      /** To, inclusive; a date alone is its end */
      "endDate"?: string;
    };
    data: FirstLastDto[];
    refusals: -1 | -20 | -90 | -91 | -100 | -101;
  };
  /** An event (another form of GET /api/transaction/getById/:id) (API manual 2.18.13) */
  "GET /api/transaction/getById": {
    params: {
      /** Transaction id */
      "id": string;
    };
    data: TransactionDto;
    refusals: -1;
  };
  /** An event (API manual 2.18.13) */
  "GET /api/transaction/getById/{id}": {
    params: {
      /** Transaction id */
      "id": string;
    };
    data: TransactionDto;
    refusals: -1;
  };
  /** An event of a door (API manual 2.18.12) */
  "POST /api/transaction/getDoorTransactionDetail": {
    params: TransactionIdQuery;
    data: DoorTransactionDetailAnswer;
    refusals: -1;
  };
  /** Events of doors (API manual 2.18.10) */
  "POST /api/transaction/getDoorTransactions": {
    params: DoorTransactionsParams;
    data: DoorTransactionsAnswer;
    refusals: -1;
  };
  /** Events (API manual 2.18.3) */
  "GET /api/transaction/list": {
    params: {
      /** Page number, from 1; left out = 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000; left out = 1000 */
      "pageSize"?: number;
      /** From, inclusive; a date alone is its beginning */
      "startDate"?: string;
      /** To, inclusive; a date alone is its end */
      "endDate"?: string;
      /** Person number */
      "personPin"?: string;
    };
    data: TransactionDto[];
    refusals: -1 | -90 | -91 | -100 | -101;
  };
  /** Attendance records (API manual 2.21.1) */
  "GET /api/transaction/listAttTransaction": {
    params: {
      /** Page number, from 1; left out = 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000; left out = 1000 */
      "pageSize"?: number;
      /** From, inclusive; a date alone is its beginning */
      "startDate"?: string;
      /** To, inclusive; a date alone is its end */
      "endDate"?: string;
      /** Person number */
      "personPin"?: string;
    };
    data: AttTransactionDto[];
    refusals: -1 | -90 | -91 | -100 | -101;
  };
  /** Offline consumption: what cards paid (API manual v1.2:2.4.1.1) */
  "GET /api/transaction/listPosTransaction": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
      /** Person number; empty = all */
      "personPin"?: string;
      /** From; empty = the oldest */
      "startDate"?: string;
      /** To; empty = the newest */
      "endDate"?: string;
      /** Department number; empty = all */
      "deptCode"?: string;
    };
    data: PosTransactionPage | PosTransactionDto[];
    refusals: -1 | -13 | -90 | -91 | -92 | -100 | -101;
  };
  /** Online consumption: what accounts paid (API manual v1.2:2.5.2.1) */
  "GET /api/transaction/listPosidTransaction": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
      /** Person number; empty = all */
      "personPin"?: string;
      /** From; empty = the oldest */
      "startDate"?: string;
      /** To; empty = the newest */
      "endDate"?: string;
    };
    data: PosidTransactionPage;
    refusals: -1 | -90 | -91 | -92 | -100 | -101;
  };
  /** What is new since the last call (API manual 2.18.5) */
  "GET /api/transaction/monitor": {
    params: {
      /** Milliseconds; the same for all calls of a session */
      "timestamp"?: string;
    };
    data: TransactionDto[];
    refusals: -1;
  };
  /** Events of a person (another form of GET /api/transaction/person/:pin) (API manual 2.18.6) */
  "GET /api/transaction/person": {
    params: {
      /** Page number, from 1; left out = 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000; left out = 1000 */
      "pageSize"?: number;
      /** From, inclusive; a date alone is its beginning */
      "startDate"?: string;
      /** To, inclusive; a date alone is its end */
      "endDate"?: string;
      /** Person number */
      "pin": string;
    };
    data: TransactionDto[];
    refusals: -1 | -20 | -90 | -91 | -100 | -101;
  };
  /** Events of a person (API manual 2.18.6) */
  "GET /api/transaction/person/{pin}": {
    params: {
      /** Person number */
      "pin": string;
      /** Page number, from 1; left out = 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000; left out = 1000 */
      "pageSize"?: number;
      /** From, inclusive; a date alone is its beginning */
      "startDate"?: string;
      /** To, inclusive; a date alone is its end */
      "endDate"?: string;
    };
    data: TransactionDto[];
    refusals: -1 | -20 | -90 | -91 | -100 | -101;
  };
  /** List the parking channels (API manual v1.2:2.8.1.1) */
  "GET /api/v1/parkBase/getParkChannelList": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
    };
    data: ParkingChannelsDto;
    refusals: -1 | -90 | -91 | -92;
  };
  /** Open the barrier of a parking channel (API manual v1.2:2.8.1.2) */
  "POST /api/v1/parkBase/openGateChannel": {
    params: {
      /** Id of the channel */
      "channelId": string;
    };
    data: null;
    refusals: -1 | -103 | -104 | -259;
  };
  /** A bill is paid, and the car may leave; a second notice pays nothing more (API manual v1.2:2.8.4.2) */
  "POST /api/v1/parkCost/payNotify": {
    params: PayNotifyParams;
    data: ParkingPaymentDto;
    refusals: -1 | -223;
  };
  /** What a parked car has to pay (API manual v1.2:2.8.4.1) */
  "POST /api/v1/parkCost/vehicleBilling": {
    params: CarNumberParams;
    data: ParkingBillDto;
    refusals: -1 | -223;
  };
  /** Give a plate to a person (API manual v1.2:2.8.2.5) */
  "POST /api/v1/parkPlate/addPlate": {
    params: AddPlateParams;
    data: null;
    refusals: -1 | -20 | -22 | -223;
  };
  /** Take a plate from a person (API manual v1.2:2.8.2.6) */
  "POST /api/v1/parkPlate/delPlate": {
    params: PersonPlateParams;
    data: null;
    refusals: -1 | -20 | -22 | -223;
  };
  /** Get a level by its id (API manual v1.2:2.2.4.3) */
  "GET /api/v2/accLevel/getById": {
    params: {
      /** Level id */
      "id": string;
    };
    data: LevelDto;
    refusals: -1 | -24 | -43;
  };
  /** Get a level by its id (another form of GET /api/v2/accLevel/getById) (API manual v1.2:2.2.4.3) */
  "GET /api/v2/accLevel/getById/{id}": {
    params: {
      /** Level id */
      "id": string;
    };
    data: LevelDto;
    refusals: -1 | -24 | -43;
  };
  /** Get a level by its name (API manual v1.2:2.2.4.5) */
  "GET /api/v2/accLevel/getByName": {
    params: {
      /** Level name */
      "name": string;
    };
    data: LevelDto;
    refusals: -1 | -24;
  };
  /** Get a level by its name (another form of GET /api/v2/accLevel/getByName) (API manual v1.2:2.2.4.5) */
  "GET /api/v2/accLevel/getByName/{name}": {
    params: {
      /** Level name */
      "name": string;
    };
    data: LevelDto;
    refusals: -1 | -24;
  };
  /** List the levels, with their total (API manual 2.1.7) */
  "GET /api/v2/accLevel/list": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
    };
    data: LevelPage;
    refusals: -1 | -90 | -91 | -92;
  };
  /** Get an area by its code (API manual v1.2:2.3.1.4) */
  "GET /api/v2/attAreaPerson/area/get": {
    params: {
      /** Area code */
      "code": string;
    };
    data: AttAreaDto;
    refusals: -1 | -80 | -83;
  };
  /** Get an area by its code (another form of GET /api/v2/attAreaPerson/area/get) (API manual v1.2:2.3.1.4) */
  "GET /api/v2/attAreaPerson/area/get/{code}": {
    params: {
      /** Area code */
      "code": string;
    };
    data: AttAreaDto;
    refusals: -1 | -80 | -83;
  };
  /** List the areas, with their total (API manual v1.2:2.3.1.6) */
  "GET /api/v2/attAreaPerson/area/list": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
    };
    data: AttAreaPage;
    refusals: -1 | -90 | -91 | -92;
  };
  /** Delete one fingerprint of a person (another form of POST /api/bioTemplate/delete/:pin/:templateNo) (API manual v1.2:2.1.4.4) */
  "POST /api/v2/bioTemplate/delete": {
    params: {
      /** Person number */
      "pin": string;
      /** Finger, 0 to 9 */
      "templateNo"?: string;
    };
    data: null;
    refusals: -1 | -20 | -22 | -33 | -34;
  };
  /** Delete one fingerprint of a person (another form of POST /api/bioTemplate/delete/:pin/:templateNo) (API manual v1.2:2.1.4.4) */
  "DELETE /api/v2/bioTemplate/delete": {
    params: {
      /** Person number */
      "pin": string;
      /** Finger, 0 to 9 */
      "templateNo"?: string;
    };
    data: null;
    refusals: -1 | -20 | -22 | -33 | -34;
  };
  /** Delete one fingerprint of a person (another form of POST /api/bioTemplate/delete/:pin/:templateNo) (API manual v1.2:2.1.4.4) */
  "POST /api/v2/bioTemplate/delete/{pin}/{templateNo}": {
    params: {
      /** Person number */
      "pin": string;
      /** Finger, 0 to 9 */
      "templateNo": string;
    };
    data: null;
    refusals: -1 | -20 | -22 | -33 | -34;
  };
  /** Delete one fingerprint of a person (another form of POST /api/bioTemplate/delete/:pin/:templateNo) (API manual v1.2:2.1.4.4) */
  "DELETE /api/v2/bioTemplate/delete/{pin}/{templateNo}": {
    params: {
      /** Person number */
      "pin": string;
      /** Finger, 0 to 9 */
      "templateNo": string;
    };
    data: null;
    refusals: -1 | -20 | -22 | -33 | -34;
  };
  /** Delete all fingerprints of a person; with a templateNo that one (API manual v1.2:2.1.4.6) */
  "POST /api/v2/bioTemplate/deleteByPin": {
    params: {
      /** Person number */
      "pin": string;
      /** Finger, 0 to 9 */
      "templateNo"?: string;
    };
    data: null;
    refusals: -1 | -20 | -22 | -33 | -34;
  };
  /** Delete all fingerprints of a person; with a templateNo that one (another form of POST /api/v2/bioTemplate/deleteByPin) (API manual v1.2:2.1.4.6) */
  "DELETE /api/v2/bioTemplate/deleteByPin": {
    params: {
      /** Person number */
      "pin": string;
      /** Finger, 0 to 9 */
      "templateNo"?: string;
    };
    data: null;
    refusals: -1 | -20 | -22 | -33 | -34;
  };
  /** Delete all fingerprints of a person; with a templateNo that one (another form of POST /api/v2/bioTemplate/deleteByPin) (API manual v1.2:2.1.4.6) */
  "POST /api/v2/bioTemplate/deleteByPin/{pin}": {
    params: {
      /** Person number */
      "pin": string;
      /** Finger, 0 to 9 */
      "templateNo"?: string;
    };
    data: null;
    refusals: -1 | -20 | -22 | -33 | -34;
  };
  /** Delete all fingerprints of a person; with a templateNo that one (another form of POST /api/v2/bioTemplate/deleteByPin) (API manual v1.2:2.1.4.6) */
  "DELETE /api/v2/bioTemplate/deleteByPin/{pin}": {
    params: {
      /** Person number */
      "pin": string;
      /** Finger, 0 to 9 */
      "templateNo"?: string;
    };
    data: null;
    refusals: -1 | -20 | -22 | -33 | -34;
  };
  /** The fingerprint of a person; an array where there are none or several (API manual v1.2:2.1.4.5) */
  "GET /api/v2/bioTemplate/getFgListByPin": {
    params: {
      /** Person number */
      "pin": string;
    };
    data: BioTemplateV2Dto | BioTemplateV2Dto[];
    refusals: -1 | -20 | -22;
  };
  /** The fingerprint of a person; an array where there are none or several (another form of GET /api/v2/bioTemplate/getFgListByPin) (API manual v1.2:2.1.4.5) */
  "GET /api/v2/bioTemplate/getFgListByPin/{pin}": {
    params: {
      /** Person number */
      "pin": string;
    };
    data: BioTemplateV2Dto | BioTemplateV2Dto[];
    refusals: -1 | -20 | -22;
  };
  /** List the cards of a person (another form of GET /api/card/getCards/:pin) (API manual 2.4.1) */
  "GET /api/v2/card/getCards": {
    params: {
      /** Person number */
      "pin": string;
    };
    data: CardDto[];
    refusals: -1 | -20 | -22;
  };
  /** List the cards of a person (another form of GET /api/card/getCards/:pin) (API manual 2.4.1) */
  "GET /api/v2/card/getCards/{pin}": {
    params: {
      /** Person number */
      "pin": string;
    };
    data: CardDto[];
    refusals: -1 | -20 | -22;
  };
  /** Delete a department by its code (another form of POST /api/department/delete) (API manual v1.2:2.1.2.3) */
  "POST /api/v2/department/delete": {
    params: {
      /** Department code */
      "code": string;
    };
    data: null;
    refusals: -1 | -10 | -13 | -15;
  };
  /** Delete a department by its code (another form of POST /api/department/delete) (API manual v1.2:2.1.2.3) */
  "DELETE /api/v2/department/delete": {
    params: {
      /** Department code */
      "code": string;
    };
    data: null;
    refusals: -1 | -10 | -13 | -15;
  };
  /** Delete a department by its code (another form of POST /api/department/delete) (API manual v1.2:2.1.2.3) */
  "POST /api/v2/department/delete/{code}": {
    params: {
      /** Department code */
      "code": string;
    };
    data: null;
    refusals: -1 | -10 | -13 | -15;
  };
  /** Delete a department by its code (another form of POST /api/department/delete) (API manual v1.2:2.1.2.3) */
  "DELETE /api/v2/department/delete/{code}": {
    params: {
      /** Department code */
      "code": string;
    };
    data: null;
    refusals: -1 | -10 | -13 | -15;
  };
  /** Get a department by its code (another form of GET /api/department/get/:code) (API manual 2.5.3) */
  "GET /api/v2/department/get": {
    params: {
      /** Department code */
      "code": string;
    };
    data: DepartmentDto;
    refusals: -1 | -10 | -13;
  };
  /** Get a department by its code (another form of GET /api/department/get/:code) (API manual 2.5.3) */
  "GET /api/v2/department/get/{code}": {
    params: {
      /** Department code */
      "code": string;
    };
    data: DepartmentDto;
    refusals: -1 | -10 | -13;
  };
  /** List the departments, with their total (another form of POST /api/department/getDepartmentList) (API manual v1.2:2.1.2.6) */
  "POST /api/v2/department/getDepartmentList": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
    };
    data: DepartmentListPage;
    refusals: -1 | -90 | -91 | -92;
  };
  /** List the departments, with their total (another form of POST /api/department/getDepartmentList) (API manual v1.2:2.1.2.6) */
  "GET /api/v2/department/getDepartmentList": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
    };
    data: DepartmentListPage;
    refusals: -1 | -90 | -91 | -92;
  };
  /** List the controllers, with their total (another form of GET /api/v2/device/list) (API manual 2.9.3) */
  "GET /api/v2/device/accList": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
    };
    data: DevicePage;
    refusals: -1 | -90 | -91 | -92;
  };
  /** List the FaceKiosk devices, with their total (API manual v1.2:2.10.3.2) */
  "GET /api/v2/device/attAdDeviceList": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
    };
    data: DevicePage;
    refusals: -1 | -90 | -91 | -92;
  };
  /** List the controllers, with their total (API manual 2.9.3) */
  "GET /api/v2/device/list": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
    };
    data: DevicePage;
    refusals: -1 | -90 | -91 | -92;
  };
  /** List the doors, with their total (API manual 2.11.10) */
  "GET /api/v2/door/list": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
    };
    data: DoorPage;
    refusals: -1 | -90 | -91 | -92;
  };
  /** List the elevator controllers, with their total (API manual 2.10.3) */
  "GET /api/v2/eleDevice/eleList": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
    };
    data: DevicePage;
    refusals: -1 | -90 | -91 | -92;
  };
  /** List the levels, with their total (API manual 2.2.7) */
  "GET /api/v2/eleLevel/list": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
    };
    data: LevelPage;
    refusals: -1 | -90 | -91 | -92;
  };
  /** Events of elevators (API manual 2.19.2) */
  "GET /api/v2/eleTransaction/list": {
    params: {
      /** Page number, from 1; left out = 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000; left out = 1000 */
      "pageSize"?: number;
      /** From, inclusive; a date alone is its beginning */
      "startDate"?: string;
      /** To, inclusive; a date alone is its end */
      "endDate"?: string;
      /** Person number */
      "personPin"?: string;
    };
    data: TransactionPage;
    refusals: -1 | -90 | -91 | -100 | -101;
  };
  /** List the floors of elevators, with their total (API manual 2.12.4) */
  "GET /api/v2/floor/list": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
    };
    data: FloorPage;
    refusals: -1 | -90 | -91 | -92;
  };
  /** List the areas, with their total (API manual v1.2:2.10.2.4) */
  "GET /api/v2/insAreaPerson/getAreaList": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
    };
    data: AttAreaPage;
    refusals: -1 | -90 | -91 | -92;
  };
  /** List the parking areas (API manual v1.2:2.8.1.3) */
  "GET /api/v2/parkBase/getParkingAreaList": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
    };
    data: ParkingAreaPage;
    refusals: -1 | -90 | -91 | -92;
  };
  /** List the kinds of cars (API manual v1.2:2.8.1.4) */
  "GET /api/v2/parkBase/getParkingCarTypeList": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
    };
    data: ParkingCarTypePage;
    refusals: -1 | -90 | -91 | -92;
  };
  /** List the parking channels, with their total (API manual v1.2:2.8.1.8) */
  "GET /api/v2/parkBase/getParkingChannelList": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
    };
    data: ParkingChannelPage;
    refusals: -1 | -90 | -91 | -92;
  };
  /** List the discounts (API manual v1.2:2.8.1.5) */
  "GET /api/v2/parkBase/getParkingDiscountList": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
    };
    data: ParkingDiscountPage;
    refusals: -1 | -90 | -91 | -92;
  };
  /** List the parking entrances (API manual v1.2:2.8.1.6) */
  "GET /api/v2/parkBase/getParkingEntranceList": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
    };
    data: ParkingEntrancePage;
    refusals: -1 | -90 | -91 | -92;
  };
  /** List the spaces of a parking area (API manual v1.2:2.8.1.7) */
  "GET /api/v2/parkBase/getParkingSpaceList": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
      /** Id of the parking area */
      "areaId": string;
    };
    data: ParkingSpacePage;
    refusals: -1 | -83 | -90 | -91 | -92;
  };
  /** Put a plate on the allow list or on the deny list, or change its entry (API manual v1.2:2.8.2.4) */
  "POST /api/v2/parkPlate/addAllowDisabled": {
    params: {
      /** License plate */
      "carNumber": string;
      /** 0 allow list (white), 1 deny list (black) */
      "type": string;
      /** First day */
      "fromTime"?: string;
      /** Last day */
      "toTime"?: string;
      /** The plate that is on a list and becomes this one */
      "oldCarNumber"?: string;
      /** Code of the car park; lists are for all of them */
      "parkCode"?: string;
    };
    data: null;
    refusals: -1 | -220 | -221 | -222 | -223;
  };
  /** Make a car a fixed vehicle for some days, or change that (API manual v1.2:2.8.2.7) */
  "POST /api/v2/parkPlate/addFixedVehicle": {
    params: AddFixedVehicleParams;
    data: null;
    refusals: -1 | -20 | -22 | -83 | -222 | -223;
  };
  /** A car is no fixed vehicle any more (API manual v1.2:2.8.2.8) */
  "POST /api/v2/parkPlate/delFixedVehicle": {
    params: PersonPlateParams;
    data: null;
    refusals: -1 | -20 | -22 | -223;
  };
  /** Whether a car is a fixed vehicle that may come in today (API manual v1.2:2.8.2.9) */
  "POST /api/v2/parkPlate/getFixedVehicle": {
    params: FixedVehicleQuery;
    data: FixedVehicleDto;
    refusals: -1 | -22 | -223;
  };
  /** Cars that came in, with their total (API manual 2.20.2) */
  "GET /api/v2/parkTransaction/listParkRecordin": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
      /** License plate; empty = all */
      "carNumber"?: string;
      /** From; empty = the oldest */
      "startDate"?: string;
      /** To; empty = the newest */
      "endDate"?: string;
    };
    data: ParkRecordInPage | ParkRecordInDto[];
    refusals: -1 | -90 | -91 | -92 | -100 | -101 | -223;
  };
  /** Cars that went out, with their total (API manual 2.20.3) */
  "GET /api/v2/parkTransaction/listParkRecordout": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
      /** License plate; empty = all */
      "carNumber"?: string;
      /** From; empty = the oldest */
      "startDate"?: string;
      /** To; empty = the newest */
      "endDate"?: string;
    };
    data: ParkRecordOutPage | ParkRecordOutDto[];
    refusals: -1 | -90 | -91 | -92 | -100 | -101 | -223;
  };
  /** Add or edit several persons (API manual v1.2:2.1.1.14) */
  "POST /api/v2/person/addPersons": {
    params: (PersonParams[] | PersonParams);
    data: string[] | null;
    refusals: -1 | -13 | -20 | -23 | -24 | -26 | -27 | -29 | -71 | -100 | -101;
  };
  /** Delete one fingerprint of a person; without a templateNo the person (API manual v1.2:2.1.4.7) */
  "POST /api/v2/person/delete": {
    params: {
      /** Person number */
      "pin"?: string;
      /** Several person numbers */
      "pins"?: string;
      /** Names a template, never a person */
      "templateNo"?: string;
    };
    data: null;
    refusals: -1 | -20 | -22 | -33 | -34 | -82;
  };
  /** Delete one fingerprint of a person; without a templateNo the person (another form of POST /api/v2/person/delete) (API manual v1.2:2.1.4.7) */
  "DELETE /api/v2/person/delete": {
    params: {
      /** Person number */
      "pin"?: string;
      /** Several person numbers */
      "pins"?: string;
      /** Names a template, never a person */
      "templateNo"?: string;
    };
    data: null;
    refusals: -1 | -20 | -22 | -33 | -34 | -82;
  };
  /** Delete one fingerprint of a person; without a templateNo the person (another form of POST /api/v2/person/delete) (API manual v1.2:2.1.4.7) */
  "POST /api/v2/person/delete/{pin}": {
    params: {
      /** Person number */
      "pin": string;
      /** Several person numbers */
      "pins"?: string;
      /** Names a template, never a person */
      "templateNo"?: string;
    };
    data: null;
    refusals: -1 | -20 | -22 | -33 | -34 | -82;
  };
  /** Delete one fingerprint of a person; without a templateNo the person (another form of POST /api/v2/person/delete) (API manual v1.2:2.1.4.7) */
  "DELETE /api/v2/person/delete/{pin}": {
    params: {
      /** Person number */
      "pin": string;
      /** Several person numbers */
      "pins"?: string;
      /** Names a template, never a person */
      "templateNo"?: string;
    };
    data: null;
    refusals: -1 | -20 | -22 | -33 | -34 | -82;
  };
  /** Delete several persons (API manual v1.2:2.1.1.15) */
  "POST /api/v2/person/deleteByPins": {
    params: {
      /** Person numbers with commas between them, at most 500 */
      "pins"?: string;
    };
    data: null;
    refusals: -1 | -22 | -34 | -81 | -82;
  };
  /** Delete several persons (another form of POST /api/v2/person/deleteByPins) (API manual v1.2:2.1.1.15) */
  "DELETE /api/v2/person/deleteByPins": {
    params: {
      /** Person numbers with commas between them, at most 500 */
      "pins"?: string;
    };
    data: null;
    refusals: -1 | -22 | -34 | -81 | -82;
  };
  /** Whether a photo will do for devices; whether it shows a face is not looked at (API manual v1.2:2.1.1.16) */
  "POST /api/v2/person/detectFace": {
    params: DetectFaceParams;
    data: null;
    refusals: -1 | -27 | -262 | -5001 | -5006 | -5007 | -5009 | -5010;
  };
  /** Get a person, with both photos (another form of GET /api/person/get) (API manual v1.2:2.1.1.5) */
  "GET /api/v2/person/get": {
    params: {
      /** Person number */
      "pin": string;
    };
    data: PersonPhotoDto;
    refusals: -1 | -20 | -22;
  };
  /** Get a person, with both photos (another form of GET /api/person/get) (API manual v1.2:2.1.1.5) */
  "GET /api/v2/person/get/{pin}": {
    params: {
      /** Person number */
      "pin": string;
    };
    data: PersonPhotoDto;
    refusals: -1 | -20 | -22;
  };
  /** List people, with their total (API manual 2.13.9) */
  "POST /api/v2/person/getPersonList": {
    params: PersonListParams;
    data: PersonRecordPage;
    refusals: -1 | -90 | -91 | -92;
  };
  /** List people, with their total (another form of POST /api/v2/person/getPersonList) (API manual 2.13.9) */
  "GET /api/v2/person/getPersonList": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
      /** Person numbers with commas between them */
      "pins"?: string;
      /** Department codes with commas between them */
      "deptCodes"?: string;
      /** Part of the first name */
      "name"?: string;
      /** Part of the last name */
      "lastName"?: string;
    };
    data: PersonRecordPage;
    refusals: -1 | -90 | -91 | -92;
  };
  /** The text of a QR code for a person, by query (API manual v1.2:2.1.1.8) */
  "POST /api/v2/person/getQrCode": {
    params: {
      /** Person number */
      "pin": string;
    };
    data: string | null;
    refusals: -1 | -20 | -22;
  };
  /** List the controllers of gates, with their total (API manual 2.30.3) */
  "GET /api/v2/psgDevice/list": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
    };
    data: GateDevicePage;
    refusals: -1 | -90 | -91 | -92;
  };
  /** List the gates, with their total (API manual 2.31.6) */
  "GET /api/v2/psgGate/list": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
    };
    data: GatePage;
    refusals: -1 | -90 | -91 | -92;
  };
  /** Give levels to persons, level by level (API manual v1.2:2.9.3.10) */
  "POST /api/v2/psgLevel/addLevelByLevel": {
    params: (LevelPins[] | LevelPins);
    data: string[] | null;
    refusals: -1 | -22 | -24 | -40 | -42 | -43 | -82;
  };
  /** Give levels to persons, person by person (API manual v1.2:2.9.3.11) */
  "POST /api/v2/psgLevel/addLevelByPerson": {
    params: (PersonLevels[] | PersonLevels);
    data: string[] | null;
    refusals: -1 | -22 | -24 | -40 | -42 | -82;
  };
  /** Get a level by its id (another form of GET /api/v2/psgLevel/getById/:id) (API manual v1.2:2.9.3.4) */
  "GET /api/v2/psgLevel/getById": {
    params: {
      /** Level id */
      "id": string;
    };
    data: LevelDto;
    refusals: -1 | -24 | -43;
  };
  /** Get a level by its id (API manual v1.2:2.9.3.4) */
  "GET /api/v2/psgLevel/getById/{id}": {
    params: {
      /** Level id */
      "id": string;
    };
    data: LevelDto;
    refusals: -1 | -24 | -43;
  };
  /** Get a level by its name (another form of GET /api/v2/psgLevel/getByName/:name) (API manual v1.2:2.9.3.5) */
  "GET /api/v2/psgLevel/getByName": {
    params: {
      /** Level name */
      "name": string;
    };
    data: LevelDto;
    refusals: -1 | -24;
  };
  /** Get a level by its name (API manual v1.2:2.9.3.5) */
  "GET /api/v2/psgLevel/getByName/{name}": {
    params: {
      /** Level name */
      "name": string;
    };
    data: LevelDto;
    refusals: -1 | -24;
  };
  /** List the levels, with their total (API manual 2.32.7) */
  "GET /api/v2/psgLevel/list": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
    };
    data: LevelPage;
    refusals: -1 | -90 | -91 | -92;
  };
  /** List the readers of gates, with their total (API manual 2.33.2) */
  "GET /api/v2/psgReader/list": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
    };
    data: GateReaderPage;
    refusals: -1 | -90 | -91 | -92;
  };
  /** Events of an entrance controller (another form of GET /api/v2/psgTransaction/device/:deviceSn) (API manual 2.34.5) */
  "GET /api/v2/psgTransaction/device": {
    params: {
      /** Page number, from 1; left out = 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000; left out = 1000 */
      "pageSize"?: number;
      /** From, inclusive; a date alone is its beginning */
      "startDate"?: string;
      /** To, inclusive; a date alone is its end */
      "endDate"?: string;
      /** Serial number of the device */
      "deviceSn": string;
    };
    data: PsgTransactionPage;
    refusals: -1 | -48 | -90 | -91 | -100 | -101;
  };
  /** Events of an entrance controller (API manual 2.34.5) */
  "GET /api/v2/psgTransaction/device/{deviceSn}": {
    params: {
      /** Serial number of the device */
      "deviceSn": string;
      /** Page number, from 1; left out = 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000; left out = 1000 */
      "pageSize"?: number;
      /** From, inclusive; a date alone is its beginning */
      "startDate"?: string;
      /** To, inclusive; a date alone is its end */
      "endDate"?: string;
    };
    data: PsgTransactionPage;
    refusals: -1 | -48 | -90 | -91 | -100 | -101;
  };
  /** Events of entrances (API manual 2.34.6) */
  "GET /api/v2/psgTransaction/list": {
    params: {
      /** Page number, from 1; left out = 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000; left out = 1000 */
      "pageSize"?: number;
      /** From, inclusive; a date alone is its beginning */
      "startDate"?: string;
      /** To, inclusive; a date alone is its end */
      "endDate"?: string;
      /** Person number */
      "personPin"?: string;
    };
    data: PsgTransactionPage;
    refusals: -1 | -90 | -91 | -100 | -101;
  };
  /** Events of a person at entrances (another form of GET /api/v2/psgTransaction/person/:pin) (API manual 2.34.7) */
  "GET /api/v2/psgTransaction/person": {
    params: {
      /** Page number, from 1; left out = 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000; left out = 1000 */
      "pageSize"?: number;
      /** From, inclusive; a date alone is its beginning */
      "startDate"?: string;
      /** To, inclusive; a date alone is its end */
      "endDate"?: string;
      /** Person number */
      "pin": string;
    };
    data: PsgTransactionPage;
    refusals: -1 | -20 | -90 | -91 | -100 | -101;
  };
  /** Events of a person at entrances (API manual 2.34.7) */
  "GET /api/v2/psgTransaction/person/{pin}": {
    params: {
      /** Person number */
      "pin": string;
      /** Page number, from 1; left out = 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000; left out = 1000 */
      "pageSize"?: number;
      /** From, inclusive; a date alone is its beginning */
      "startDate"?: string;
      /** To, inclusive; a date alone is its end */
      "endDate"?: string;
    };
    data: PsgTransactionPage;
    refusals: -1 | -20 | -90 | -91 | -100 | -101;
  };
  /** List the readers of doors, with their total (another form of GET /api/v2/reader/list) (API manual v1.2:2.2.3.3) */
  "GET /api/v2/reader/accList": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
    };
    data: ReaderPage;
    refusals: -1 | -90 | -91 | -92;
  };
  /** List the readers of doors, with their total (API manual v1.2:2.2.3.3) */
  "GET /api/v2/reader/list": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
    };
    data: ReaderPage;
    refusals: -1 | -90 | -91 | -92;
  };
  /** Events of a device (another form of GET /api/v2/transaction/device/:deviceSn) (API manual 2.18.2) */
  "GET /api/v2/transaction/device": {
    params: {
      /** Page number, from 1; left out = 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000; left out = 1000 */
      "pageSize"?: number;
      /** From, inclusive; a date alone is its beginning */
      "startDate"?: string;
      /** To, inclusive; a date alone is its end */
      "endDate"?: string;
      /** Serial number of the device */
      "deviceSn": string;
    };
    data: TransactionPage;
    refusals: -1 | -48 | -90 | -91 | -100 | -101;
  };
  /** Events of a device (API manual 2.18.2) */
  "GET /api/v2/transaction/device/{deviceSn}": {
    params: {
      /** Serial number of the device */
      "deviceSn": string;
      /** Page number, from 1; left out = 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000; left out = 1000 */
      "pageSize"?: number;
      /** From, inclusive; a date alone is its beginning */
      "startDate"?: string;
      /** To, inclusive; a date alone is its end */
      "endDate"?: string;
    };
    data: TransactionPage;
    refusals: -1 | -48 | -90 | -91 | -100 | -101;
  };
  /** Days of a person: first in, last out; the person named in the query (API manual v1.2:2.2.5.12) */
  "GET /api/v2/transaction/firstInAndLastOut": {
    params: {
      /** Page number, from 1; left out = 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000; left out = 1000 */
      "pageSize"?: number;
      /** From, inclusive; a date alone is its beginning */
      "startDate"?: string;
      /** To, inclusive; a date alone is its end */
      "endDate"?: string;
      /** Person number */
      "pin": string;
    };
    data: FirstLastPage;
    refusals: -1 | -20 | -90 | -91 | -100 | -101;
  };
  /** Days of a person: first in, last out; with their total (API manual 2.18.9) */
  "GET /api/v2/transaction/firstInAndLastOut/{pin}": {
    params: {
      /** Person number */
      "pin": string;
      /** Page number, from 1; left out = 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000; left out = 1000 */
      "pageSize"?: number;
      /** From, inclusive; a date alone is its beginning */
      "startDate"?: string;
      /** To, inclusive; a date alone is its end */
      "endDate"?: string;
    };
    data: FirstLastPage;
    refusals: -1 | -20 | -90 | -91 | -100 | -101;
  };
  /** An event, with its door and side (API manual v1.2:2.2.5.17) */
  "GET /api/v2/transaction/getById": {
    params: {
      /** Transaction id */
      "id": string;
    };
    data: TransactionRowDto;
    refusals: -1;
  };
  /** An event, with its door and side (another form of GET /api/v2/transaction/getById) (API manual v1.2:2.2.5.17) */
  "GET /api/v2/transaction/getById/{id}": {
    params: {
      /** Transaction id */
      "id": string;
    };
    data: TransactionRowDto;
    refusals: -1;
  };
  /** Events of doors, with their total (API manual 2.18.11) */
  "POST /api/v2/transaction/getDoorTransactions": {
    params: DoorTransactionsParams;
    data: TransactionPageAnswer;
    refusals: -1;
  };
  /** Events (API manual 2.18.4) */
  "GET /api/v2/transaction/list": {
    params: {
      /** Page number, from 1; left out = 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000; left out = 1000 */
      "pageSize"?: number;
      /** From, inclusive; a date alone is its beginning */
      "startDate"?: string;
      /** To, inclusive; a date alone is its end */
      "endDate"?: string;
      /** Person number */
      "personPin"?: string;
    };
    data: TransactionPage;
    refusals: -1 | -90 | -91 | -100 | -101;
  };
  /** Attendance records, with their total (API manual v1.2:2.3.5.2) */
  "GET /api/v2/transaction/listAttTransaction": {
    params: {
      /** Page number, from 1; left out = 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000; left out = 1000 */
      "pageSize"?: number;
      /** From, inclusive; a date alone is its beginning */
      "startDate"?: string;
      /** To, inclusive; a date alone is its end */
      "endDate"?: string;
      /** Person number */
      "personPin"?: string;
    };
    data: AttTransactionPage;
    refusals: -1 | -90 | -91 | -100 | -101;
  };
  /** Events of a person (another form of GET /api/v2/transaction/person/:pin) (API manual 2.18.7) */
  "GET /api/v2/transaction/person": {
    params: {
      /** Page number, from 1; left out = 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000; left out = 1000 */
      "pageSize"?: number;
      /** From, inclusive; a date alone is its beginning */
      "startDate"?: string;
      /** To, inclusive; a date alone is its end */
      "endDate"?: string;
      /** Person number */
      "pin": string;
    };
    data: TransactionPage;
    refusals: -1 | -20 | -90 | -91 | -100 | -101;
  };
  /** Events of a person (API manual 2.18.7) */
  "GET /api/v2/transaction/person/{pin}": {
    params: {
      /** Person number */
      "pin": string;
      /** Page number, from 1; left out = 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000; left out = 1000 */
      "pageSize"?: number;
      /** From, inclusive; a date alone is its beginning */
      "startDate"?: string;
      /** To, inclusive; a date alone is its end */
      "endDate"?: string;
    };
    data: TransactionPage;
    refusals: -1 | -20 | -90 | -91 | -100 | -101;
  };
  /** The text of a QR code for a visitor, by certificate or phone (API manual v1.2:2.7.1.5) */
  "POST /api/v2/visRegistration/getQrCodeByCertNumber": {
    params: {
      /** Number of the certificate; may be left out if the phone is given */
      "certNumber"?: string;
      /** Kind of the certificate: 2 national ID card, 3 passport, 4 driving licence, 5 work permit, 6 real-name card, 7 licence, 8 others */
      "certType"?: string;
      /** Phone number of the visitor */
      "phone"?: string;
    };
    data: string | null;
    refusals: -1 | -242 | -250 | -257;
  };
  /** List visits, newest first (API manual v1.2:2.7.1.7) */
  "POST /api/v2/visRegistration/getTransactionList": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
      /** Numbers of certificates with commas between them */
      "certNumbers"?: string;
      /** Parts of names with commas between them */
      "names"?: string;
      /** Phone number of the visitor */
      "phone"?: string;
    };
    data: VisitRecordDto[];
    refusals: -1 | -90 | -91 | -92;
  };
  /** Everything that happens, as messages; waits for the next where there is none yet (In no manual; only Postern has it) */
  "GET /api/v3/events": {
    params: {
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
      "minLevel"?: number;
      /** nextCursor of the last answer, now or start; left out = start, the oldest that is kept */
      "after"?: string;
      /** Messages at most; left out = 100 */
      "limit"?: number;
      /** Seconds to wait where there is nothing yet */
      "wait"?: number;
    };
    data: EnvelopePage;
    refusals: -1;
  };
  /** Everything that happens, as it happens: server-sent events, a message each (In no manual; only Postern has it) */
  "GET /api/v3/events/stream": {
    params: {
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
      "minLevel"?: number;
      /** Position behind which to begin, now or start; left out = now. The header Last-Event-ID goes before it */
      "after"?: string;
    };
    data: string;
    refusals: -1;
  };
  /** Events of an entrance controller (another form of GET /api/v3/psgTransaction/device/:deviceSn) (API manual v1.2:2.9.5.3) */
  "GET /api/v3/psgTransaction/device": {
    params: {
      /** Page number, from 1; left out = 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000; left out = 1000 */
      "pageSize"?: number;
      /** From, inclusive; a date alone is its beginning */
      "startDate"?: string;
      /** To, inclusive; a date alone is its end */
      "endDate"?: string;
      /** Serial number of the device */
      "deviceSn": string;
    };
    data: PsgTransactionPage;
    refusals: -1 | -48 | -90 | -91 | -100 | -101 | -102;
  };
  /** Events of an entrance controller (API manual v1.2:2.9.5.3) */
  "GET /api/v3/psgTransaction/device/{deviceSn}": {
    params: {
      /** Serial number of the device */
      "deviceSn": string;
      /** Page number, from 1; left out = 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000; left out = 1000 */
      "pageSize"?: number;
      /** From, inclusive; a date alone is its beginning */
      "startDate"?: string;
      /** To, inclusive; a date alone is its end */
      "endDate"?: string;
    };
    data: PsgTransactionPage;
    refusals: -1 | -48 | -90 | -91 | -100 | -101 | -102;
  };
  /** Events of a person at entrances (another form of GET /api/v3/psgTransaction/person/:pin) (API manual v1.2:2.9.5.9) */
  "GET /api/v3/psgTransaction/person": {
    params: {
      /** Page number, from 1; left out = 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000; left out = 1000 */
      "pageSize"?: number;
      /** From, inclusive; a date alone is its beginning */
      "startDate"?: string;
      /** To, inclusive; a date alone is its end */
      "endDate"?: string;
      /** Person number */
      "pin": string;
    };
    data: PsgTransactionPage;
    refusals: -1 | -20 | -90 | -91 | -100 | -101;
  };
  /** Events of a person at entrances (API manual v1.2:2.9.5.9) */
  "GET /api/v3/psgTransaction/person/{pin}": {
    params: {
      /** Person number */
      "pin": string;
      /** Page number, from 1; left out = 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000; left out = 1000 */
      "pageSize"?: number;
      /** From, inclusive; a date alone is its beginning */
      "startDate"?: string;
      /** To, inclusive; a date alone is its end */
      "endDate"?: string;
    };
    data: PsgTransactionPage;
    refusals: -1 | -20 | -90 | -91 | -100 | -101;
  };
  /** Events of a device (API manual v1.2:2.2.5.3) */
  "GET /api/v3/transaction/device": {
    params: {
      /** Page number, from 1; left out = 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000; left out = 1000 */
      "pageSize"?: number;
      /** From, inclusive; a date alone is its beginning */
      "startDate"?: string;
      /** To, inclusive; a date alone is its end */
      "endDate"?: string;
      /** Serial number of the device */
      "deviceSn": string;
    };
    data: TransactionRowPage;
    refusals: -1 | -48 | -90 | -91 | -100 | -101 | -102;
  };
  /** Events of a device (another form of GET /api/v3/transaction/device) (API manual v1.2:2.2.5.3) */
  "GET /api/v3/transaction/device/{deviceSn}": {
    params: {
      /** Serial number of the device */
      "deviceSn": string;
      /** Page number, from 1; left out = 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000; left out = 1000 */
      "pageSize"?: number;
      /** From, inclusive; a date alone is its beginning */
      "startDate"?: string;
      /** To, inclusive; a date alone is its end */
      "endDate"?: string;
    };
    data: TransactionRowPage;
    refusals: -1 | -48 | -90 | -91 | -100 | -101 | -102;
  };
  /** Days of a person: first in, last out; the person named in the query (another form of GET /api/v2/transaction/firstInAndLastOut) (API manual v1.2:2.2.5.12) */
  "GET /api/v3/transaction/firstInAndLastOut": {
    params: {
      /** Page number, from 1; left out = 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000; left out = 1000 */
      "pageSize"?: number;
      /** From, inclusive; a date alone is its beginning */
      "startDate"?: string;
      /** To, inclusive; a date alone is its end */
      "endDate"?: string;
      /** Person number */
      "pin": string;
    };
    data: FirstLastPage;
    refusals: -1 | -20 | -90 | -91 | -100 | -101;
  };
  /** Days of a person: first in, last out; the person named in the query (another form of GET /api/v2/transaction/firstInAndLastOut) (API manual v1.2:2.2.5.12) */
  "GET /api/v3/transaction/firstInAndLastOut/{pin}": {
    params: {
      /** Person number */
      "pin": string;
      /** Page number, from 1; left out = 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000; left out = 1000 */
      "pageSize"?: number;
      /** From, inclusive; a date alone is its beginning */
      "startDate"?: string;
      /** To, inclusive; a date alone is its end */
      "endDate"?: string;
    };
    data: FirstLastPage;
    refusals: -1 | -20 | -90 | -91 | -100 | -101;
  };
  /** Events of a person, or of all (API manual v1.2:2.2.5.9) */
  "GET /api/v3/transaction/person": {
    params: {
      /** Page number, from 1; left out = 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000; left out = 1000 */
      "pageSize"?: number;
      /** From, inclusive; a date alone is its beginning */
      "startDate"?: string;
      /** To, inclusive; a date alone is its end */
      "endDate"?: string;
      /** Person number; left out = all */
      "pin"?: string;
    };
    data: TransactionRowPage;
    refusals: -1 | -90 | -91 | -100 | -101;
  };
  /** Events of a person, or of all (another form of GET /api/v3/transaction/person) (API manual v1.2:2.2.5.9) */
  "GET /api/v3/transaction/person/{pin}": {
    params: {
      /** Person number; left out = all */
      "pin": string;
      /** Page number, from 1; left out = 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000; left out = 1000 */
      "pageSize"?: number;
      /** From, inclusive; a date alone is its beginning */
      "startDate"?: string;
      /** To, inclusive; a date alone is its end */
      "endDate"?: string;
    };
    data: TransactionRowPage;
    refusals: -1 | -90 | -91 | -100 | -101;
  };
  /** List the levels of visitors (API manual 2.16.1) */
  "GET /api/visLevel/list": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
    };
    data: LevelDto[];
    refusals: -1 | -90 | -91 | -92;
  };
  /** List the levels of visitors (another form of GET /api/visLevel/list) (API manual 2.16.1) */
  "POST /api/visLevel/list": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
    };
    data: LevelDto[];
    refusals: -1 | -90 | -91 | -92;
  };
  /** Register a visitor who has come (API manual 2.17.1) */
  "POST /api/visRegistration/add": {
    params: RegistrationParams;
    data: null;
    refusals: -1 | -23 | -24 | -240 | -241 | -242 | -243 | -246 | -247 | -249 | -250 | -251 | -252 | -253 | -254 | -255 | -258 | -260 | -261 | -262;
  };
  /** Sign a visitor out (API manual 2.17.2) */
  "POST /api/visRegistration/exit": {
    params: {
      /** Kind of the certificate: 2 national ID card, 3 passport, 4 driving licence, 5 work permit, 6 real-name card, 7 licence, 8 others */
      "certType": string;
      /** Number of the certificate */
      "certNum": string;
    };
    data: null;
    refusals: -1 | -241 | -242 | -250 | -256;
  };
  /** The text of a QR code for a visitor, by query (API manual v1.2:2.7.1.4) */
  "POST /api/visRegistration/getQrCode": {
    params: {
      /** Number of the visitor */
      "pin": string;
    };
    data: string | null;
    refusals: -1 | -20 | -257;
  };
  /** The text of a QR code for a visitor, good for a short while (API manual 2.17.3) */
  "POST /api/visRegistration/getQrCode/{pin}": {
    params: {
      /** Number of the visitor */
      "pin": string;
    } & VisitorCodeQuery;
    data: string | null;
    refusals: -1 | -20 | -257;
  };
  /** Expect a visitor (API manual 2.15.1) */
  "POST /api/visReservation/add": {
    params: ReservationParams;
    data: null;
    refusals: -1 | -240 | -241 | -242 | -243 | -244 | -245 | -246 | -247 | -249 | -250 | -251 | -252 | -253 | -254 | -260 | -261;
  };
  /** Expect a visitor no longer (API manual 2.15.2) */
  "POST /api/visReservation/del": {
    params: {
      /** Kind of the certificate: 2 national ID card, 3 passport, 4 driving licence, 5 work permit, 6 real-name card, 7 licence, 8 others */
      "certType": string;
      /** Number of the certificate */
      "certNum": string;
      /** When it begins; a day alone finds the one of that day */
      "visitDate": string;
    };
    data: null;
    refusals: -1 | -241 | -242 | -247 | -248 | -249 | -250;
  };
  /** Expect a visitor no longer (another form of POST /api/visReservation/del) (API manual 2.15.2) */
  "DELETE /api/visReservation/del": {
    params: {
      /** Kind of the certificate: 2 national ID card, 3 passport, 4 driving licence, 5 work permit, 6 real-name card, 7 licence, 8 others */
      "certType": string;
      /** Number of the certificate */
      "certNum": string;
      /** When it begins; a day alone finds the one of that day */
      "visitDate": string;
    };
    data: null;
    refusals: -1 | -241 | -242 | -247 | -248 | -249 | -250;
  };
  /** List the visitors that are known (API manual v1.2:2.7.1.6) */
  "POST /api/visVisitor/getVisitorList": {
    params: {
      /** Page number, from 1 */
      "pageNo"?: number;
      /** Rows a page, at most 1000 */
      "pageSize"?: number;
      /** Numbers of certificates with commas between them */
      "certNumbers"?: string;
      /** Parts of names with commas between them */
      "names"?: string;
    };
    data: VisitorDto[];
    refusals: -1 | -90 | -91 | -92;
  };
}
