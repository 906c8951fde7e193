// SPDX-License-Identifier: Apache-2.0

import CKernels

/// Float and Double, as what big-endian values are decoded to.
protocol NativeReal: BinaryFloatingPoint {
    /// `zero + scale · value` for `count` values, `stride` bytes apart.
    static func decode(
        _ type: ElementType, _ bytes: UnsafeRawPointer, stride: Int, count: Int, _ scaling: Scaling,
        into values: UnsafeMutablePointer<Self>)
}

/// TSCAL and TZERO, BSCALE and BZERO.
struct Scaling {
    var scale = 1.0
    var zero = 0.0

    var isIdentity: Bool { scale == 1 && zero == 0 }
}

extension Float: NativeReal {
    static func decode(
        _ type: ElementType, _ bytes: UnsafeRawPointer, stride: Int, count: Int, _ scaling: Scaling,
        into values: UnsafeMutablePointer<Float>
    ) {
        let (scale, zero) = (scaling.scale, scaling.zero)
        switch type {
        case .byte: secchi_decode_u8_floats(bytes, stride, count, scale, zero, values)
        case .int16: secchi_decode_i16_floats(bytes, stride, count, scale, zero, values)
        case .int32: secchi_decode_i32_floats(bytes, stride, count, scale, zero, values)
        case .int64: secchi_decode_i64_floats(bytes, stride, count, scale, zero, values)
        case .float, .complex: secchi_decode_f32_floats(bytes, stride, count, scale, zero, values)
        case .double, .doubleComplex: secchi_decode_f64_floats(bytes, stride, count, scale, zero, values)
        case .logical, .bit, .text: preconditionFailure("no number")
        }
    }
}

extension Double: NativeReal {
    static func decode(
        _ type: ElementType, _ bytes: UnsafeRawPointer, stride: Int, count: Int, _ scaling: Scaling,
        into values: UnsafeMutablePointer<Double>
    ) {
        let (scale, zero) = (scaling.scale, scaling.zero)
        switch type {
        case .byte: secchi_decode_u8_doubles(bytes, stride, count, scale, zero, values)
        case .int16: secchi_decode_i16_doubles(bytes, stride, count, scale, zero, values)
        case .int32: secchi_decode_i32_doubles(bytes, stride, count, scale, zero, values)
        case .int64: secchi_decode_i64_doubles(bytes, stride, count, scale, zero, values)
        case .float, .complex: secchi_decode_f32_doubles(bytes, stride, count, scale, zero, values)
        case .double, .doubleComplex: secchi_decode_f64_doubles(bytes, stride, count, scale, zero, values)
        case .logical, .bit, .text: preconditionFailure("no number")
        }
    }
}

/// Whole numbers, exactly.
enum NativeInteger {
    static func decode(
        _ type: ElementType, _ bytes: UnsafeRawPointer, stride: Int, count: Int,
        into values: UnsafeMutablePointer<Int64>
    ) {
        switch type {
        case .byte: secchi_decode_u8_integers(bytes, stride, count, values)
        case .int16: secchi_decode_i16_integers(bytes, stride, count, values)
        case .int32: secchi_decode_i32_integers(bytes, stride, count, values)
        case .int64: secchi_decode_i64_integers(bytes, stride, count, values)
        default: preconditionFailure("no integer")
        }
    }
}
