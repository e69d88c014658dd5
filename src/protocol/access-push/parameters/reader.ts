import { choice, onOff, words } from './kinds.js';
import { needs, type Parameters } from './parameter.js';

/** Appendix 11, and MaskFlag of the example in 9.1.1. */
export const readerParameterTable: Parameters = {
  MaskFlag: { kind: onOff, meaning: 'the reader is forbidden', lacks: needs(0) },
  IdentityCardVerifyMode: { kind: choice({ normal: 0, identityCard: 1 }), meaning: 'what the reader reads' },
  readerChannelSecureType: {
    kind: choice({ plain: 0, installation: 1, encrypted: 2 }),
    meaning: 'encryption of the line to the reader',
    lacks: needs(1),
  },
  readerChannelSecurePassword: {
    kind: words(32),
    meaning: 'password of the encrypted line',
    lacks: needs(1),
    secret: true,
  },
};
