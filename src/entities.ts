import { AccLevel, AccLevelDoor, AccLevelPerson } from './accLevel/acc-level.entity.js';
import { AccZone, AccZoneReader } from './accZone/acc-zone.entity.js';
import { Area } from './area/area.entity.js';
import { AreaPerson, ModulePerson } from './areaPerson/area-person.entity.js';
import { AttApplication } from './attendance/att-application.entity.js';
import { LeaveImage } from './attendance/leave-image.entity.js';
import { LeaveType } from './attendance/leave-type.entity.js';
import { Shift } from './attendance/shift.entity.js';
import { ApiToken } from './auth/api-token.entity.js';
import { BioTemplate } from './bioTemplate/bio-template.entity.js';
import { Department } from './department/department.entity.js';
import { DepartmentLevel } from './accLevel/department-level.entity.js';
import { Device } from './device/device.entity.js';
import { AuxInput } from './door/aux-input.entity.js';
import { AuxOutput } from './door/aux-output.entity.js';
import { Door } from './door/door.entity.js';
import { Reader } from './door/reader.entity.js';
import { Floor } from './elevator/floor.entity.js';
import { AccLevelFloor } from './elevator/level-floor.entity.js';
import { StoredFile } from './file/stored-file.entity.js';
import { AccessRule, AccessRuleDevice, AccessRuleDoor, AccessRulePerson, AccessRuleUse } from './rule/rule.entity.js';
import { Gate } from './gate/gate.entity.js';
import { AccLevelGate } from './gate/level-gate.entity.js';
import { Media, MediaPush } from './media/media.entity.js';
import { ParkingArea, ParkingChannel, ParkingPicture, ParkingPlate, ParkingRecord } from './parking/parking.entity.js';
import { Card } from './person/card.entity.js';
import { Person } from './person/person.entity.js';
import { Holiday } from './timeZone/holiday.entity.js';
import { QrCode } from './qrCode/qr-code.entity.js';
import { TimeZone } from './timeZone/time-zone.entity.js';
import { VisitReservation } from './visitor/visit-reservation.entity.js';
import { Visit, VisitPhoto } from './visitor/visit.entity.js';
import { Visitor, VisitorBlock } from './visitor/visitor.entity.js';

/** Every entity. The tables of queue, ledger, feed and events are made by hand and have none. */
export const entities = [
  AccLevel,
  AccLevelDoor,
  AccLevelFloor,
  AccLevelGate,
  AccLevelPerson,
  AccessRule,
  AccessRuleDevice,
  AccessRuleDoor,
  AccessRulePerson,
  AccessRuleUse,
  AccZone,
  AccZoneReader,
  ApiToken,
  Area,
  AreaPerson,
  AttApplication,
  AuxInput,
  AuxOutput,
  BioTemplate,
  Card,
  Department,
  DepartmentLevel,
  Device,
  Door,
  Floor,
  Gate,
  Holiday,
  LeaveImage,
  LeaveType,
  Media,
  MediaPush,
  ModulePerson,
  ParkingArea,
  ParkingChannel,
  ParkingPicture,
  ParkingPlate,
  ParkingRecord,
  Person,
  QrCode,
  Reader,
  Shift,
  StoredFile,
  TimeZone,
  Visit,
  VisitPhoto,
  VisitReservation,
  Visitor,
  VisitorBlock,
];
