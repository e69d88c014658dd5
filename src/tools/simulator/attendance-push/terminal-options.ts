import type http from 'node:http';
import type { TransportOptions } from '../transport.js';
import type { AttFaults } from './faults.js';
import type { AttProfile } from './profile.js';

export type AttNews =
  | { readonly what: 'contact' }
  | { readonly what: 'refused'; readonly status: number }
  | { readonly what: 'away'; readonly why: string }
  | { readonly what: 'command'; readonly id: string; readonly text: string; readonly code: number }
  | { readonly what: 'opened' };

export interface AttOptions {
  readonly url: string;
  readonly sn: string;
  readonly profile: AttProfile;
  readonly zone?: string;
  /** Instead of the Delay that the server asks for. */
  readonly pollSeconds?: number | undefined;
  readonly tell?: (news: AttNews) => void;
  readonly agent?: http.Agent;
  readonly fateOf?: TransportOptions['fateOf'];
  readonly heard?: TransportOptions['heard'];
  readonly faults?: AttFaults | undefined;
}
