import type { FastifyReply, FastifyRequest } from 'fastify';
import { type KnownDevice, knownDevice, rememberPerson } from '../../identity/accounts/known-devices.ts';
import type { Sealer } from '../../identity/sealer.ts';
import { cookieOptions } from '../plugins/session-cookie.ts';

const DEVICE_COOKIE = '__Host-brevet-device';
const DAYS = 180;

export function deviceOf(request: FastifyRequest, sealer: Sealer): KnownDevice {
  return knownDevice(sealer, request.cookies[DEVICE_COOKIE]);
}

/** Lets the browser be known for one in which the person has signed in. */
export function rememberDevice(reply: FastifyReply, sealer: Sealer, device: KnownDevice, principalId: string): void {
  const value = rememberPerson(sealer, device, principalId);
  reply.setCookie(DEVICE_COOKIE, value, { ...cookieOptions, maxAge: DAYS * 86_400 });
}
