import type { FastifyRequest } from 'fastify';

/** Whether the client takes an answer in this coding: its `Accept-Encoding` names it, and not with `q=0`. */
export const acceptsCoding = ({ headers }: FastifyRequest, coding: string): boolean =>
  (headers['accept-encoding']?.toString() ?? '')
    .toLowerCase()
    .split(',', 20)
    .some((one) => {
      const [name = '', weight = ''] = one.split(';', 2);
      return name.trim() === coding && !/^\s*q\s*=\s*0(?:\.0*)?\s*$/.test(weight);
    });
