import { Choice, Flag, Int, Text } from '../../facade/fields.js';
import { verifyModes } from '../../protocol/access-push/codes/verify.js';

/** Roles at a terminal: user, registrar, administrator, super administrator. */
export const terminalRoles = [0, 2, 6, 14] as const;

export class EditAttPersonParams {
  @Text('Person number', { missing: 'pinMissing', aliases: ['pin'], example: '1' }) personPin!: string;
  @Flag('Whether the working time of the person is recorded') isAttendance?: boolean;
  @Choice('Role at attendance terminals: 0 user, 2 registrar, 6 administrator, 14 super administrator', terminalRoles, {
    example: 0,
  })
  perDevAuth?: number;
  @Int('How the person verifies at attendance terminals; 0 = whichever way', {
    min: 0,
    max: verifyModes.length - 1,
    example: 0,
  })
  verifyMode?: number;
}
