/** The topics below one prefix. Ids stand in them percent-encoded: an own id of a door may hold `/`, `+` and `#`. */
export interface MqttTopics {
  /** `online`, or the will. */
  readonly status: string;
  /** Where a test of the settings publishes. */
  readonly test: string;
  /** The subscription for orders to all doors. */
  readonly allSets: string;
  availability(sn: string): string;
  doorState(doorId: string): string;
  doorEvent(doorId: string): string;
  doorSet(doorId: string): string;
  doorResult(doorId: string): string;
  event(type: string): string;
  /** The door that an order is for; null if the topic names none. */
  doorOf(topic: string): string | null;
}

export function topicsOf(prefix: string): MqttTopics {
  const door = (doorId: string, what: string) => `${prefix}/door/${encodeURIComponent(doorId)}/${what}`;
  return {
    status: `${prefix}/status`,
    test: `${prefix}/test`,
    allSets: `${prefix}/door/+/set`,
    availability: (sn) => `${prefix}/device/${encodeURIComponent(sn)}/availability`,
    doorState: (doorId) => door(doorId, 'state'),
    doorEvent: (doorId) => door(doorId, 'event'),
    doorSet: (doorId) => door(doorId, 'set'),
    doorResult: (doorId) => door(doorId, 'result'),
    event: (type) => `${prefix}/event/${type.replaceAll('.', '/')}`,
    doorOf: (topic) => {
      const begin = `${prefix}/door/`;
      const [id = '', what, ...rest] = topic.startsWith(begin) ? topic.slice(begin.length).split('/') : [];
      return id === '' || what !== 'set' || rest.length > 0 ? null : decoded(id);
    },
  };
}

/** As ids are: 1 to 64 visible characters. */
const idForm = /^[\x21-\x7e]{1,64}$/;

function decoded(text: string): string | null {
  try {
    const id = decodeURIComponent(text);
    return idForm.test(id) ? id : null;
  } catch {
    return null;
  }
}

/** Home Assistant's own topics; its prefix is what it is called there, too. */
export const homeAssistant = {
  status: 'homeassistant/status',
  config: (sn: string): string => `homeassistant/device/postern_${encodeURIComponent(sn)}/config`,
} as const;
