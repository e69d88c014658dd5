import type { RuleKind } from '../rule.js';
import {
  contactNumberPatterns,
  contacts,
  deviceParameters,
  expansionBoards,
  gatePassRules,
  ntpServers,
} from './device.js';
import { inputSchedules, scheduledOutputs } from './io.js';
import { cameraBindings, linkages } from './linkage.js';
import { antiPassbackRules, interlockRules } from './passage.js';
import { firstCardRules, multiCardRules, personGroups, superUserRules } from './people.js';
import { doorVerificationRules, personVerificationRules, verificationSchedules } from './verification.js';
import { readerWiegandFormats, wiegandFormats } from './wiegand.js';

/** Every kind of access rule. */
export const ruleKinds: readonly RuleKind[] = [
  antiPassbackRules,
  cameraBindings,
  contactNumberPatterns,
  contacts,
  deviceParameters,
  doorVerificationRules,
  expansionBoards,
  firstCardRules,
  gatePassRules,
  inputSchedules,
  interlockRules,
  linkages,
  multiCardRules,
  ntpServers,
  personGroups,
  personVerificationRules,
  readerWiegandFormats,
  scheduledOutputs,
  superUserRules,
  verificationSchedules,
  wiegandFormats,
];

const byName = new Map(ruleKinds.map((kind) => [kind.name, kind]));

export const kindNamed = (name: string): RuleKind | undefined => byName.get(name);
