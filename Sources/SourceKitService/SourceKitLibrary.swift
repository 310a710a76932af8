internal import CSourceKit
internal import FoundationEssentials
internal import Glibc

/// The toolchain's own SourceKit, loaded into this process, which takes requests and gives answers
/// as text.
struct SourceKitLibrary: Sendable {
  private let createRequest: sourcekitd_request_create_from_yaml_function
  private let releaseRequest: sourcekitd_request_release_function
  private let send: sourcekitd_send_request_sync_function
  private let isError: sourcekitd_response_is_error_function
  private let errorDescription: sourcekitd_response_error_get_description_function
  private let value: sourcekitd_response_get_value_function
  private let json: sourcekitd_variant_json_description_copy_function
  private let dispose: sourcekitd_response_dispose_function

  /// Loads the library.
  ///
  /// - Throws: ``SourceKitError`` where it cannot be loaded, or lacks a function.
  init(path: String) throws(SourceKitError) {
    guard let library = dlopen(path, RTLD_NOW | RTLD_LOCAL) else {
      throw SourceKitError(
        "the toolchain's SourceKit cannot be loaded: \(String(cString: dlerror()))")
    }
    func function<Function>(_ name: String, as type: Function.Type) throws(SourceKitError)
      -> Function
    {
      guard let symbol = dlsym(library, "sourcekitd_\(name)") else {
        throw SourceKitError("the toolchain's SourceKit has no function sourcekitd_\(name)")
      }
      return unsafeBitCast(symbol, to: type)
    }
    createRequest = try function(
      "request_create_from_yaml", as: sourcekitd_request_create_from_yaml_function.self)
    releaseRequest = try function("request_release", as: sourcekitd_request_release_function.self)
    send = try function("send_request_sync", as: sourcekitd_send_request_sync_function.self)
    isError = try function("response_is_error", as: sourcekitd_response_is_error_function.self)
    errorDescription = try function(
      "response_error_get_description", as: sourcekitd_response_error_get_description_function.self)
    value = try function("response_get_value", as: sourcekitd_response_get_value_function.self)
    json = try function(
      "variant_json_description_copy", as: sourcekitd_variant_json_description_copy_function.self)
    dispose = try function("response_dispose", as: sourcekitd_response_dispose_function.self)
    try function("initialize", as: sourcekitd_initialize_function.self)()
  }

  /// Sends a request and waits for the answer.
  ///
  /// - Throws: ``SourceKitError`` with SourceKit's own words.
  func answer<Answer: Decodable>(
    to request: String, as type: Answer.Type
  ) throws(SourceKitError) -> Answer {
    var problem: UnsafeMutablePointer<CChar>?
    guard let message = createRequest(request, &problem) else {
      defer { free(problem) }
      throw SourceKitError(problem.map { String(cString: $0) } ?? "the request is not understood")
    }
    defer { releaseRequest(message) }
    guard let response = send(message) else { throw SourceKitError("SourceKit does not answer") }
    defer { dispose(response) }
    if isError(response) {
      throw SourceKitError(errorDescription(response).map { String(cString: $0) } ?? "an error")
    }
    guard let text = json(value(response)) else { throw SourceKitError("the answer is empty") }
    defer { free(text) }
    do {
      return try JSONDecoder().decode(type, from: Data(String(cString: text).utf8))
    } catch {
      throw SourceKitError("the answer is not understood: \(error)")
    }
  }
}

/// SourceKit cannot do what was asked.
package struct SourceKitError: Error, Equatable, CustomStringConvertible {
  package var description: String

  init(_ description: String) {
    self.description = description
  }
}
