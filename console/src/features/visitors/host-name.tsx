import { useMay } from '../../api/session.js';
import { usePersonName } from '../../ui/person-choice.js';

const Named = ({ pin }: { readonly pin: string }) => <bdi>{usePersonName(pin)}</bdi>;

/** Whom somebody visits: a reservation has the pin alone. */
export const HostName = ({ pin }: { readonly pin: string }) =>
  useMay()('person.face') ? <Named pin={pin} /> : <bdi>{pin}</bdi>;
