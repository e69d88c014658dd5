import { AccLevel, AccLevelDoor, AccLevelPerson } from './accLevel/acc-level.entity.js';
import { Area } from './area/area.entity.js';
import { ApiToken } from './auth/api-token.entity.js';
import { BioTemplate } from './bioTemplate/bio-template.entity.js';
import { Department } from './department/department.entity.js';
import { Device } from './device/device.entity.js';
import { AuxInput } from './door/aux-input.entity.js';
import { AuxOutput } from './door/aux-output.entity.js';
import { Door } from './door/door.entity.js';
import { Reader } from './door/reader.entity.js';
import { StoredFile } from './file/stored-file.entity.js';
import { AccessRule, AccessRuleDevice, AccessRuleDoor, AccessRulePerson, AccessRuleUse } from './rule/rule.entity.js';
import { Gate } from './gate/gate.entity.js';
import { Card } from './person/card.entity.js';
import { Person } from './person/person.entity.js';
import { Holiday } from './timeZone/holiday.entity.js';
import { TimeZone } from './timeZone/time-zone.entity.js';

/** Every entity. The tables of queue, ledger, feed and events are made by hand and have none. */
export const entities = [
  AccLevel,
  AccLevelDoor,
  AccLevelPerson,
  AccessRule,
  AccessRuleDevice,
  AccessRuleDoor,
  AccessRulePerson,
  AccessRuleUse,
  ApiToken,
  Area,
  AuxInput,
  AuxOutput,
  BioTemplate,
  Card,
  Department,
  Device,
  Door,
  Gate,
  Holiday,
  Person,
  Reader,
  StoredFile,
  TimeZone,
];
