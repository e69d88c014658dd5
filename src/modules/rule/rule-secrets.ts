import type { SealedBox } from '../../platform/crypto/sealed-box.js';
import { openSecrets } from '../../platform/crypto/sealed-fields.js';
import { kindNamed } from './kinds/all.js';
import type { Rule } from './rule.js';

/** A rule with its secrets decrypted, for devices. */
export const openRule = (seal: SealedBox, rule: Rule): Rule => ({
  ...rule,
  facts: openSecrets(seal, rule.facts as Record<string, unknown>, kindNamed(rule.kind)?.secrets ?? []),
});
