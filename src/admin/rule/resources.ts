import {
  contactNumberPatterns,
  contacts,
  deviceParameters,
  expansionBoards,
  gatePassRules,
  ntpServers,
} from '../../modules/rule/kinds/device.js';
import { inputSchedules, scheduledOutputs } from '../../modules/rule/kinds/io.js';
import { cameraBindings, linkages } from '../../modules/rule/kinds/linkage.js';
import { antiPassbackRules, interlockRules } from '../../modules/rule/kinds/passage.js';
import { firstCardRules, multiCardRules, personGroups, superUserRules } from '../../modules/rule/kinds/people.js';
import {
  doorVerificationRules,
  personVerificationRules,
  verificationSchedules,
} from '../../modules/rule/kinds/verification.js';
import { readerWiegandFormats, wiegandFormats } from '../../modules/rule/kinds/wiegand.js';
import * as site from './site.dto.js';
import * as passage from './passage.dto.js';
import * as people from './people.dto.js';
import { createRuleController } from './rule.resource.js';

/** Every kind of rule under `/admin/v1/<name of the kind>`. */
export const ruleControllers = [
  createRuleController({
    kind: firstCardRules,
    body: people.FirstCardRuleBody,
    one: 'a first-card rule',
    many: 'first-card rules',
  }),
  createRuleController({
    kind: personGroups,
    body: people.PersonGroupBody,
    one: 'a person group',
    many: 'person groups',
  }),
  createRuleController({
    kind: multiCardRules,
    body: people.MultiCardRuleBody,
    one: 'a multi-card rule',
    many: 'multi-card rules',
  }),
  createRuleController({
    kind: superUserRules,
    body: people.SuperUserRuleBody,
    one: 'a super user rule',
    many: 'super user rules',
  }),
  createRuleController({
    kind: verificationSchedules,
    body: people.VerificationScheduleBody,
    one: 'a verification schedule',
    many: 'verification schedules',
  }),
  createRuleController({
    kind: doorVerificationRules,
    body: people.DoorVerificationRuleBody,
    one: 'the verification rule of a door',
    many: 'verification rules of doors',
  }),
  createRuleController({
    kind: personVerificationRules,
    body: people.PersonVerificationRuleBody,
    one: 'a verification rule of persons',
    many: 'verification rules of persons',
  }),
  createRuleController({
    kind: antiPassbackRules,
    body: passage.AntiPassbackRuleBody,
    one: 'an anti-passback rule',
    many: 'anti-passback rules',
  }),
  createRuleController({
    kind: interlockRules,
    body: passage.InterlockRuleBody,
    one: 'an interlock rule',
    many: 'interlock rules',
  }),
  createRuleController({ kind: linkages, body: passage.LinkageBody, one: 'a linkage', many: 'linkages' }),
  createRuleController({
    kind: cameraBindings,
    body: passage.CameraBindingBody,
    one: 'a camera binding',
    many: 'camera bindings',
  }),
  createRuleController({
    kind: scheduledOutputs,
    body: passage.ScheduledOutputBody,
    one: 'a scheduled output',
    many: 'scheduled outputs',
  }),
  createRuleController({
    kind: inputSchedules,
    body: passage.InputScheduleBody,
    one: 'an input schedule',
    many: 'input schedules',
  }),
  createRuleController({
    kind: wiegandFormats,
    body: site.WiegandFormatBody,
    one: 'a Wiegand format',
    many: 'Wiegand formats',
  }),
  createRuleController({
    kind: readerWiegandFormats,
    body: site.ReaderWiegandFormatBody,
    one: 'the Wiegand format of a reader',
    many: 'Wiegand formats of readers',
  }),
  createRuleController({ kind: ntpServers, body: site.NtpServerBody, one: 'an NTP server', many: 'NTP servers' }),
  createRuleController({
    kind: expansionBoards,
    body: site.ExpansionBoardBody,
    one: 'an expansion board',
    many: 'expansion boards',
  }),
  createRuleController({
    kind: gatePassRules,
    body: site.GatePassRuleBody,
    one: 'a passing rule of gates',
    many: 'passing rules of gates',
  }),
  createRuleController({
    kind: deviceParameters,
    body: site.DeviceParametersBody,
    one: 'the parameters of a device',
    many: 'parameters of devices',
  }),
  createRuleController({ kind: contacts, body: site.ContactBody, one: 'a contact', many: 'contacts' }),
  createRuleController({
    kind: contactNumberPatterns,
    body: site.ContactNumberPatternBody,
    one: 'a contact number pattern',
    many: 'contact number patterns',
  }),
];
