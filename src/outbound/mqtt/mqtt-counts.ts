import { Injectable } from '@nestjs/common';

/** What became of messages that ask something of a door. */
export const commandResults = ['accepted', 'refused', 'expired', 'duplicate', 'invalid', 'retained', 'failed'] as const;
export type CommandResult = (typeof commandResults)[number];

/** Since the start, in this gateway. */
@Injectable()
export class MqttCounts {
  /** Messages of the feed that the broker has acknowledged. */
  published = 0;
  readonly commands: Record<CommandResult, number> = {
    accepted: 0,
    refused: 0,
    expired: 0,
    duplicate: 0,
    invalid: 0,
    retained: 0,
    failed: 0,
  };
}
