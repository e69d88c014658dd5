import { brokerAddresses, RefusedAddress } from '../../platform/network/broker-address.js';
import { invalidField } from '../common/invalid.js';

/**
 * Refuses what is never dialled. A name that cannot be resolved now may be later.
 * @throws Failure invalid
 */
export async function checkBrokerHost(field: string, host: string): Promise<void> {
  try {
    await brokerAddresses(host);
  } catch (error) {
    if (error instanceof RefusedAddress) throw invalidField(field, `must not lead there: ${error.message}`);
  }
}
