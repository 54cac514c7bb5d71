import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalJson } from './canonical-json';

export interface DocumentField {
  /** Name of a field that a party may change by sending the document back; absent: fixed. */
  key?: string;
  label: string;
  value: string;
}

export interface DocumentSection {
  title: string;
  /** Sentences before the fields. */
  text?: string[];
  fields: DocumentField[];
}

/**
 * What people read and sign. Small (a few kB): it travels in the workflow's state. Each change makes a new version, with another digest, and
 * what was signed before counts for nothing.
 */
export interface Document {
  title: string;
  version: number;
  sections: DocumentSection[];
}

/** SHA-256 of the canonical JSON, lower-case hex: the same in the workflow's sandbox, at the desk and for whoever checks a report. */
export function documentDigest(document: Document): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(document))));
}
