import { AccLevel, AccLevelDoor, AccLevelPerson } from '../modules/accLevel/acc-level.entity.js';
import { AccZone, AccZoneReader } from '../modules/accZone/acc-zone.entity.js';
import { Area } from '../modules/area/area.entity.js';
import { AreaPerson, ModulePerson } from '../modules/areaPerson/area-person.entity.js';
import { AttApplication } from '../modules/attendance/att-application.entity.js';
import { LeaveImage } from '../modules/attendance/leave-image.entity.js';
import { LeaveType } from '../modules/attendance/leave-type.entity.js';
import { Shift } from '../modules/attendance/shift.entity.js';
import { ApiToken } from '../platform/auth/api-token.entity.js';
import { BioTemplate } from '../modules/bioTemplate/bio-template.entity.js';
import { Camera, Recorder } from '../modules/camera/camera.entity.js';
import { Department } from '../modules/department/department.entity.js';
import { DepartmentLevel } from '../modules/accLevel/department-level.entity.js';
import { Device } from '../modules/device/device.entity.js';
import { AuxInput } from '../modules/door/aux-input.entity.js';
import { AuxOutput } from '../modules/door/aux-output.entity.js';
import { Door } from '../modules/door/door.entity.js';
import { Reader } from '../modules/door/reader.entity.js';
import { Floor } from '../modules/elevator/floor.entity.js';
import { AccLevelFloor } from '../modules/elevator/level-floor.entity.js';
import { StoredFile } from '../modules/file/stored-file.entity.js';
import {
  AccessRule,
  AccessRuleDevice,
  AccessRuleDoor,
  AccessRulePerson,
  AccessRuleUse,
} from '../modules/rule/rule.entity.js';
import { Operator, OperatorSession } from '../platform/operator/operator.entity.js';
import { SavedView } from '../platform/operator/saved-view.entity.js';
import { Gate } from '../modules/gate/gate.entity.js';
import { AccLevelGate } from '../modules/gate/level-gate.entity.js';
import { Media, MediaPush } from '../modules/media/media.entity.js';
import { ParkingChannel } from '../modules/parking/parking-channel.entity.js';
import { ParkingFixedVehicle, ParkingFixedVehicleEntrance } from '../modules/parking/fixed-vehicle.entity.js';
import { ParkingRead } from '../modules/parking/read/parking-read.entity.js';
import {
  ParkingCarType,
  ParkingDiscount,
  ParkingEntrance,
  ParkingSpace,
} from '../modules/parking/parking-site.entity.js';
import { ParkingArea, ParkingPicture, ParkingPlate, ParkingRecord } from '../modules/parking/parking.entity.js';
import { ParkingBill, ParkingStay } from '../modules/parking/stay/stay.entity.js';
import { ParkingTariff } from '../modules/parking/tariff/tariff.entity.js';
import { Card } from '../modules/person/card.entity.js';
import { Person } from '../modules/person/person.entity.js';
import { Holiday } from '../modules/timeZone/holiday.entity.js';
import { Plan } from '../modules/plan/plan.entity.js';
import { QrCode } from '../modules/qrCode/qr-code.entity.js';
import { TimeZone } from '../modules/timeZone/time-zone.entity.js';
import { VisitReservation } from '../modules/visitor/visit-reservation.entity.js';
import { Visit, VisitPhoto } from '../modules/visitor/visit.entity.js';
import { Visitor, VisitorBlock } from '../modules/visitor/visitor.entity.js';
import { Webhook } from '../outbound/webhook/webhook.entity.js';

/** Every entity. The tables of queue, ledger, feed and events are used by SQL and have none. */
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
  Camera,
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
  Operator,
  OperatorSession,
  ParkingArea,
  ParkingCarType,
  ParkingChannel,
  ParkingDiscount,
  ParkingEntrance,
  ParkingFixedVehicle,
  ParkingFixedVehicleEntrance,
  ParkingPicture,
  ParkingPlate,
  ParkingRead,
  ParkingRecord,
  ParkingTariff,
  ParkingStay,
  ParkingBill,
  ParkingSpace,
  Person,
  Plan,
  QrCode,
  Reader,
  Recorder,
  SavedView,
  Shift,
  StoredFile,
  TimeZone,
  Visit,
  VisitPhoto,
  VisitReservation,
  Visitor,
  VisitorBlock,
  Webhook,
];
