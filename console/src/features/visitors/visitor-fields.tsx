import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call, type ItemOf } from '../../api/call.js';
import { useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { Select, TextField } from '../../ui/fields.js';
import { certTypeOptions, fullName } from './names.js';
import type { Host } from './host-field.js';
import { WallTime } from './wall-time.js';

type Visitor = ItemOf<'GET /visitors'>;

/** The visitor as the form has it. */
export interface Said {
  readonly certType: string;
  readonly certNumber: string;
  readonly name: string;
  readonly lastName: string;
  readonly phone: string;
  readonly company: string;
  readonly carPlate: string;
}

export const nothingSaid: Said = {
  certType: '2',
  certNumber: '',
  name: '',
  lastName: '',
  phone: '',
  company: '',
  carPlate: '',
};

interface FieldsProps {
  readonly said: Said;
  readonly onSay: (said: Said) => void;
  readonly onHost: (host: Host) => void;
  /** Reservations have one name. */
  readonly hasLastName: boolean;
}

/** Whoever has been here with this certificate, and their last visit. */
function useEarlier(certNumber: string) {
  const { data } = useQuery({
    queryKey: ['visits', 'earlier', certNumber],
    queryFn: async ({ signal }) => {
      const [visitors, visits] = await Promise.all([
        call('GET /visitors', { query: { certNumber, limit: 1 }, signal }),
        call('GET /visits', { query: { certNumber, limit: 1 }, signal }),
      ]);
      return { visitor: visitors.items[0], visit: visits.items[0] };
    },
    enabled: certNumber !== '',
  });
  return data;
}

interface EarlierProps {
  readonly certNumber: string;
  readonly onTake: (visitor: Visitor, host: Host | undefined) => void;
}

function Earlier({ certNumber, onTake }: EarlierProps) {
  const t = useT();
  const found = useEarlier(certNumber);
  if (!found?.visitor) return null;
  const { visitor, visit } = found;
  const host = visit && { pin: visit.hostPin, name: visit.hostName || visit.hostPin };
  return (
    <div className="visitor-earlier" role="status">
      <p>
        <bdi>{t('visitors.wasHere', { name: fullName(visitor) })}</bdi>
        {visit && (
          <>
            {' '}
            <WallTime at={visit.startTime} /> → <bdi>{visit.hostName}</bdi>
          </>
        )}
      </p>
      {visitor.blocked && <p className="bad">{t('visitors.isBlocked')}</p>}
      {visitor.inside && <p className="bad">{t('visitors.isInside')}</p>}
      <Button onPress={() => onTake(visitor, host)}>{t('visitors.takeOver')}</Button>
    </div>
  );
}

/** The certificate, by which earlier visits are found, and what is known of the visitor. */
export function VisitorFields({ said, onSay, onHost, hasLastName }: FieldsProps) {
  const t = useT();
  const [asked, setAsked] = useState('');
  const say = (field: keyof Said) => (text: string) => onSay({ ...said, [field]: text });
  const take = ({ certType, name, lastName, phone, company, carPlate }: Visitor, host: Host | undefined) => {
    const names = hasLastName ? { name, lastName } : { name: fullName({ name, lastName }), lastName: '' };
    onSay({ ...said, certType, ...names, phone, company, carPlate });
    if (host) onHost(host);
  };
  return (
    <>
      <Select
        name="certType"
        label={t('visitors.certType')}
        options={certTypeOptions(t)}
        value={said.certType}
        onChange={say('certType')}
      />
      <TextField
        name="certNumber"
        label={t('visitors.certNumber')}
        value={said.certNumber}
        onChange={say('certNumber')}
        onBlur={() => setAsked(said.certNumber.trim())}
        isRequired
      />
      <Earlier certNumber={asked} onTake={take} />
      <TextField
        name="name"
        label={t(hasLastName ? 'visitors.firstName' : 'visitors.name')}
        value={said.name}
        onChange={say('name')}
        isRequired
      />
      {hasLastName && (
        <TextField name="lastName" label={t('visitors.lastName')} value={said.lastName} onChange={say('lastName')} />
      )}
      <TextField name="company" label={t('visitors.company')} value={said.company} onChange={say('company')} />
      <TextField name="phone" label={t('visitors.phone')} type="tel" value={said.phone} onChange={say('phone')} />
      <TextField name="carPlate" label={t('visitors.carPlate')} value={said.carPlate} onChange={say('carPlate')} />
    </>
  );
}
