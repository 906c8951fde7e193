// SPDX-License-Identifier: Apache-2.0

public import HTTPTransport

extension Transport: ServiceExchange {}
